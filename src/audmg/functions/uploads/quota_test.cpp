// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors

// Quotas where something goes wrong, or comes in between: whatever the answer is, what counts is
// what is there.
#include "audmg/database/usage_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/accounts/user_quota.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/storage/multipart_uploads.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <string>

namespace audmg::functions {
namespace {

using database::Usage;

class QuotaTest : public DriveTest {
 protected:
  Usage usage() { return *drive.services.usage.find_usage(ada.user); }

  /// Compares what is counted with the rows.
  void expect_counted(std::size_t files) {
    Usage expected;
    for (const database::File& file : drive.rows(ada.user)) {
      expected.bytes += database::counted_bytes(file);
      ++expected.files;
    }
    EXPECT_EQ(expected.files, files);
    const Usage counted = usage();
    EXPECT_EQ(counted.bytes, expected.bytes);
    EXPECT_EQ(counted.files, expected.files);
  }

  http::Principal ada = drive.add_user("ada");
  const std::string gif = sample_gif("one");
};

TEST_F(QuotaTest, AUsersOwnQuotaGoesBeforeThatOfAll) {
  database::User user;
  Policies policies;
  EXPECT_EQ(quota_of(user, policies), std::nullopt);
  policies.user_quota = 1000;
  EXPECT_EQ(quota_of(user, policies), 1000U);
  user.quota = 5;
  EXPECT_EQ(quota_of(user, policies), 5U);
  user.quota = 0;
  EXPECT_EQ(quota_of(user, policies), 0U);
}

TEST_F(QuotaTest, TheRefusalSaysWhatTakesTheRoomAndWhatToDo) {
  const http::Problem problem = quota_exceeded(48'318'382'080, 734'003'200, 50'000'000'000);
  EXPECT_EQ(problem.message,
            "Your quota has too little room for this file: of 50.0 GB, your files and the trash "
            "take 48.3 GB and 734.0 MB for unfinished uploads. Delete files and empty the trash, "
            "or ask an admin for a larger quota.");
  EXPECT_TRUE(quota_exceeded(999, 0, 1000)
                  .message.contains("of 1.0 kB, your files and the trash "
                                    "take 999 bytes. Delete"));
  EXPECT_TRUE(quota_exceeded(~std::uint64_t{0}, 0, 0).message.contains("18446.7 PB"));
}

TEST_F(QuotaTest, ARefusedUploadLeavesNothingAndFreesItsKey) {
  drive.policies.user_quota = gif.size() - 1;
  const Call upload = Drive::form(gif).with("Idempotency-Key", "k");
  EXPECT_EQ(call(upload, ada).verdict(), "413 quota_exceeded");
  EXPECT_TRUE(drive.object_keys().empty());
  expect_counted(0);
  drive.policies.user_quota = gif.size();
  EXPECT_EQ(call(upload, ada).verdict(), "201");
  EXPECT_EQ(call(upload, ada).verdict(), "201") << "a replay, although nothing more fits";
  expect_counted(1);
}

TEST_F(QuotaTest, AFileThatComesInBetweenTakesTheRoom) {
  drive.policies.user_quota = gif.size() + 1;
  const std::string other = sample_gif("two");
  // Looks for the same bytes twice, then adds the row.
  drive.failures.interrupt_after(2, [&] { EXPECT_EQ(drive.upload(ada, other).verdict(), "201"); });
  const Answer answer = drive.upload(ada, gif);
  EXPECT_EQ(answer.verdict(), "413 quota_exceeded");
  EXPECT_EQ(answer.number("used"), other.size());
  EXPECT_EQ(drive.original_keys().size(), 1U);
  expect_counted(1);
}

TEST_F(QuotaTest, ALostAnswerCountsOnce) {
  drive.policies.user_quota = 1'000'000;
  drive.failures.lose_answer_once();
  EXPECT_EQ(drive.upload(ada, gif).verdict(), "201");
  expect_counted(1);
  drive.failures.lose_answer_once();
  EXPECT_EQ(drive.open_upload(ada, 900'000).verdict(), "201");
  EXPECT_EQ(usage().reserved, 900'000U);
}

TEST_F(QuotaTest, NoFailureLosesCount) {
  drive.policies.user_quota = 1'000'000;
  bool is_over = false;
  std::size_t files = 0;
  for (int passed = 0; !is_over && passed < 60; ++passed) {
    drive.failures.fail_after(passed, ErrorCode::unavailable);
    const Answer answer = drive.upload(ada, sample_gif("n" + std::to_string(passed)));
    is_over = drive.failures.is_pending();
    drive.failures.stop_failing();
    files = drive.rows(ada.user).size();
    EXPECT_TRUE(answer.status == 201 || answer.status == 503) << answer.verdict();
    expect_counted(files);
  }
  EXPECT_TRUE(is_over);
  EXPECT_GT(files, 0U);
}

TEST_F(QuotaTest, ASessionThatIsRefusedLeavesNoParts) {
  drive.policies.user_quota = 100;
  EXPECT_EQ(drive.open_upload(ada, 101).verdict(), "413 quota_exceeded");
  EXPECT_EQ(drive.open_upload(ada, 100).verdict(), "201");
  EXPECT_EQ(drive.open_upload(ada, 1).verdict(), "413 quota_exceeded");
  const auto unfinished =
      drive.services.multipart.list_multipart_uploads({.prefix = "orig/", .max_uploads = 10});
  ASSERT_TRUE(unfinished);
  EXPECT_EQ(unfinished->size(), 1U);
}

TEST_F(QuotaTest, ADamagedFileIsHealedAlthoughNothingFits) {
  ASSERT_EQ(drive.upload(ada, gif).verdict(), "201");
  drive.policies.user_quota = 1;
  std::filesystem::remove(drive.object_path(drive.rows(ada.user).front().object_key));
  EXPECT_EQ(drive.upload(ada, gif).verdict(), "200");
  expect_counted(1);
}

}  // namespace
}  // namespace audmg::functions
