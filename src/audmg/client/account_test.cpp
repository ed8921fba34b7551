// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/account.hpp"

#include <gtest/gtest.h>

#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <string>

namespace audmg::client {
namespace {

Account sample() {
  return {.url = "https://drive.example.org/prod",
          .username = "ada",
          .token = "t",
          .token_expires_at = TimePoint(std::chrono::milliseconds(1'700'000'000'123)),
          .refresh_token = "r"};
}

TEST(DriveUrl, IsReadAsPeopleTypeIt) {
  EXPECT_EQ(read_drive_url("drive.example.org"), "https://drive.example.org");
  EXPECT_EQ(read_drive_url("http://localhost:8420/"), "http://localhost:8420");
  EXPECT_EQ(read_drive_url("https://a1.execute-api.eu-central-1.amazonaws.com/prod/"),
            "https://a1.execute-api.eu-central-1.amazonaws.com/prod");
  for (const char* bad : {"", "ftp://a", "https://", "https://u:p@a", "https://a/?x=1",
                          "https://a/#x", "https://a b"}) {
    EXPECT_FALSE(read_drive_url(bad)) << bad;
  }
}

TEST(Account, SurvivesItsFile) {
  const Account account = sample();
  const auto read = account_from_json(account_to_json(account));
  ASSERT_TRUE(read);
  EXPECT_EQ(account_to_json(*read), account_to_json(account));
}

TEST(Account, DamagedFilesAreToldApart) {
  for (const char* bad : {"", "{}", "[]", "{\"url\":1}"}) {
    const auto read = account_from_json(bad);
    ASSERT_FALSE(read) << bad;
    EXPECT_EQ(read.error().code, ErrorCode::corrupt);
  }
}

TEST(AccountFile, OnlyItsOwnerCanRead) {
  std::string folder = testing::TempDir() + "account-XXXXXX";
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  const AccountFile file(std::filesystem::path(folder) / "audmg" / "client.json");
  const auto none = file.load();
  ASSERT_TRUE(none);
  EXPECT_FALSE(*none);
  ASSERT_TRUE(file.store(sample()));
  struct stat facts{};
  ASSERT_EQ(::stat(file.path().c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777U, 0600U);
  const auto loaded = file.load();
  ASSERT_TRUE(loaded && *loaded);
  EXPECT_EQ((**loaded).refresh_token, "r");
  EXPECT_TRUE(file.lock());
  ASSERT_TRUE(file.remove());
  EXPECT_TRUE(file.remove()) << "twice is fine";
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace audmg::client
