// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/operations/verification.hpp"

#include "audmg/app/cli/verify_text.hpp"
#include "audmg/app/operations/long_operations.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/functions/integrity/drive_identity.hpp"
#include "audmg/functions/integrity/object_check.hpp"
#include "audmg/storage/object_store.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>

namespace audmg::app {
namespace {

using functions::ScrubReading;
using functions::ScrubReport;

class VerificationTest : public functions::DriveTest {
 protected:
  static constexpr std::size_t kFiles = 5;

  VerificationTest() : ada(drive.add_user("ada")) {
    for (std::size_t i = 0; i < kFiles; ++i) {
      EXPECT_EQ(drive.upload(ada, sample_gif(std::to_string(i))).status, 201);
    }
    EXPECT_TRUE(functions::check_drive(drive.services));
  }

  Result<ScrubReport> verify(ScrubReading reading) {
    Operations operations;
    operations.verify.run = std::bind_front(&Verification::verify_pass, &verification);
    return verify_all(operations, {.walk = "walk", .reading = reading}, [](const ScrubReport&) {});
  }

  const http::Principal ada;
  Verification verification{{}, drive.services};
};

TEST_F(VerificationTest, LooksAtAllFilesAndReadsWhatItIsTold) {
  const auto looked = verify(ScrubReading::none);
  ASSERT_TRUE(looked) << looked.error().message;
  EXPECT_EQ(looked->files_seen, kFiles);
  EXPECT_EQ(looked->files_verified, 0U);
  const auto read = verify(ScrubReading::all);
  EXPECT_EQ(read->files_verified, kFiles);
  EXPECT_TRUE(read->damaged.empty());
}

TEST_F(VerificationTest, NotesWhatItFinds) {
  const database::File lost = drive.rows(ada.user).at(1);
  ASSERT_TRUE(drive.services.objects.delete_object(lost.object_key));
  const auto found = verify(ScrubReading::none);
  ASSERT_EQ(found->damaged.size(), 1U);
  EXPECT_EQ(found->damaged[0].file, lost.id);
  EXPECT_EQ(drive.rows(ada.user).at(1).damage, functions::kObjectMissing);
}

TEST_F(VerificationTest, WalksDoNotGetIntoEachOthersWay) {
  for (int i = 0; i < 10; ++i) {
    const auto report =
        verification.verify_pass({.walk = std::to_string(i), .reading = ScrubReading::all});
    ASSERT_TRUE(report);
    EXPECT_EQ(report->found.files_seen, kFiles);
    EXPECT_FALSE(report->more);
  }
}

TEST_F(VerificationTest, GoesOnAfterThePlaceThatAForgottenWalkReached) {
  auto files = drive.services.files.list_all_files({.after_owner = {}, .after_id = {}});
  ASSERT_TRUE(files);
  const auto report =
      verification.verify_pass({.walk = "w", .after = {files->at(2).owner, files->at(2).id}});
  EXPECT_EQ(report->found.files_seen, kFiles - 3);
}

TEST_F(VerificationTest, SaysWhyItEnds) {
  drive.failures.fail_always(ErrorCode::unavailable);
  EXPECT_EQ(verify(ScrubReading::none).error().code, ErrorCode::unavailable);
}

TEST(VerifyText, SaysWhatWasFound) {
  EXPECT_EQ(verify_text({.files_seen = 3}), "3 files looked at\nNo damage found.\n");
  EXPECT_EQ(verify_text({.files_seen = 1'000,
                         .files_verified = 994,
                         .bytes_read = 12'345'678,
                         .sidecars_written = 2,
                         .healed = 3,
                         .changed = 1,
                         .damaged = {{}, {}}}),
            "1000 files looked at, 12.3 MB read\n"
            "      994  have exactly the bytes that were stored\n"
            "        2  got the sidecar that they lacked\n"
            "        1  changed or deleted meanwhile, left alone\n"
            "        3  were damaged and are whole again\n"
            "2 files damaged.\n");
}

TEST(VerifyText, NamesOwnerAndFile) {
  functions::DamagedFile file{
      .username = "ada", .name = "a\x1b[31m.gif", .damage = std::string(functions::kObjectMissing)};
  const std::string line = damage_line(file);
  EXPECT_TRUE(line.starts_with("ada  ")) << line;
  EXPECT_EQ(line.find('\x1b'), std::string::npos);
  EXPECT_TRUE(line.ends_with("  The stored file is missing.\n")) << line;
}

}  // namespace
}  // namespace audmg::app
