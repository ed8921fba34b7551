// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/sqlite/group_commit_writer.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstddef>
#include <string>

namespace audmg::functions {
namespace {

/// Two files from before CRC-32s were kept.
class OldDownloadsTest : public DriveTest {
 protected:
  OldDownloadsTest() {
    for (const std::string_view comment : {"one", "two"}) {
      const Answer answer = drive.upload(ada, sample_gif(comment));
      if (!ids_.empty()) ids_ += "\",\"";
      ids_ += text_of(*answer.body.find("file"), "fileId");
    }
    EXPECT_TRUE(drive.connections().writer.submit([](sqlite::Connection& connection) {
      return connection.execute("UPDATE files SET crc32 = -1");
    }));
  }
  Answer ask() {
    return call(json_call("create_download", R"({"fileIds":[")" + ids_ + "\"]}")
                    .with("Idempotency-Key", "one-and-the-same"),
                ada);
  }
  std::size_t summed() {
    std::size_t count = 0;
    for (const database::File& file : drive.rows(ada.user)) count += file.crc32 ? 1 : 0;
    return count;
  }

  http::Principal ada = drive.add_user("ada");

 private:
  std::string ids_;
};

TEST_F(OldDownloadsTest, AreAskedForAgainUntilTheirFilesWereRead) {
  drive.policies.download_reading = std::chrono::milliseconds(0);
  const Answer refused = ask();
  EXPECT_EQ(refused.verdict(), "503 download_being_prepared");
  EXPECT_EQ(refused.headers.find("Retry-After"), "1");
  EXPECT_EQ(summed(), 0U);
  drive.policies.download_reading = std::chrono::hours(1);
  EXPECT_EQ(ask().status, 201) << "the key is free again";
  EXPECT_EQ(summed(), 2U);
  drive.policies.download_reading = std::chrono::milliseconds(0);
  EXPECT_EQ(call(json_call("create_download", R"({"query":"sort=name"})"), ada).status, 201)
      << "nothing is left to be read";
}

}  // namespace
}  // namespace audmg::functions
