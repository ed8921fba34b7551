// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/control/verify_commands.hpp"

#include "audmg/app/control/protocol.hpp"
#include "doubles/recording_accounts.hpp"
#include "doubles/recording_backups.hpp"
#include "doubles/recording_jobs.hpp"
#include "doubles/recording_media_rebuild.hpp"
#include "doubles/recording_verification.hpp"

#include <gtest/gtest.h>

#include <string>

namespace audmg::app {
namespace {

using functions::ScrubReading;

constexpr TimePoint kNow{std::chrono::milliseconds(1'767'355'200'000)};

class VerifyCommandsTest : public testing::Test {
 protected:
  std::string answer(std::string request) {
    EXPECT_TRUE(request.ends_with('\n'));
    request.pop_back();
    return answer_control_request(request, {accounts_, jobs_, media_, backups_, verification_});
  }
  RecordingAccounts accounts_;
  RecordingJobs jobs_;
  RecordingMediaRebuild media_;
  RecordingBackups backups_;
  RecordingVerification verification_;
};

TEST_F(VerifyCommandsTest, CarriesARequestToTheServer) {
  const functions::ScrubPosition place{UserId::make(kNow), FileId::make(kNow)};
  EXPECT_TRUE(read_verify_answer(answer(verify_request({.walk = "w"}))));
  EXPECT_TRUE(read_verify_answer(answer(verify_request(
      {.walk = "w", .reading = ScrubReading::sample, .sample_percent = 0.5, .after = place}))));
  EXPECT_TRUE(
      read_verify_answer(answer(verify_request({.walk = "w", .reading = ScrubReading::all}))));
  ASSERT_EQ(verification_.requests.size(), 3U);
  EXPECT_EQ(verification_.requests[0].walk, "w");
  EXPECT_EQ(verification_.requests[0].reading, ScrubReading::none);
  EXPECT_TRUE(verification_.requests[0].after.after_owner.empty());
  EXPECT_EQ(verification_.requests[1].reading, ScrubReading::sample);
  EXPECT_EQ(verification_.requests[1].sample_percent, 0.5);
  EXPECT_EQ(verification_.requests[1].after.after_owner, place.after_owner);
  EXPECT_EQ(verification_.requests[1].after.after_id, place.after_id);
  EXPECT_EQ(verification_.requests[2].reading, ScrubReading::all);
}

TEST_F(VerifyCommandsTest, CarriesAReportBack) {
  const functions::DamagedFile file{.owner = UserId::make(kNow),
                                    .username = "ada",
                                    .file = FileId::make(kNow),
                                    .name = "a \"b\"\n.gif",
                                    .damage = "The stored file is missing."};
  verification_.report = {.found = {.files_seen = 1,
                                    .files_verified = 2,
                                    .bytes_read = 3,
                                    .sidecars_written = 4,
                                    .healed = 5,
                                    .changed = 6,
                                    .damaged = {file}},
                          .next = {file.owner, file.file},
                          .more = true};
  const auto report = read_verify_answer(answer(verify_request({})));
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->found.files_seen, 1U);
  EXPECT_EQ(report->found.files_verified, 2U);
  EXPECT_EQ(report->found.bytes_read, 3U);
  EXPECT_EQ(report->found.sidecars_written, 4U);
  EXPECT_EQ(report->found.healed, 5U);
  EXPECT_EQ(report->found.changed, 6U);
  ASSERT_EQ(report->found.damaged.size(), 1U);
  EXPECT_EQ(report->found.damaged[0].owner, file.owner);
  EXPECT_EQ(report->found.damaged[0].username, file.username);
  EXPECT_EQ(report->found.damaged[0].file, file.file);
  EXPECT_EQ(report->found.damaged[0].name, file.name);
  EXPECT_EQ(report->found.damaged[0].damage, file.damage);
  EXPECT_EQ(report->next.after_owner, file.owner);
  EXPECT_EQ(report->next.after_id, file.file);
  EXPECT_TRUE(report->more);
}

TEST_F(VerifyCommandsTest, CarriesErrorsBack) {
  verification_.error = Error{ErrorCode::conflict, "two different drives", false};
  const auto report = read_verify_answer(answer(verify_request({})));
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::conflict);
  EXPECT_EQ(report.error().message, "two different drives");
}

TEST_F(VerifyCommandsTest, RefusesWhatIsNoRequest) {
  for (const std::string request :
       {R"({"command":"verify"})", R"({"command":"verify","walk":"w","reading":"all"})",
        R"({"command":"verify","walk":"w","reading":"some","samplePercent":5})",
        R"({"command":"verify","walk":1,"reading":"all","samplePercent":5})",
        R"({"command":"verify","walk":"w","reading":"all","samplePercent":5,"afterOwner":"x"})"}) {
    EXPECT_FALSE(read_verify_answer(answer(request + '\n'))) << request;
  }
  EXPECT_TRUE(verification_.requests.empty());
}

TEST_F(VerifyCommandsTest, RefusesAnswersThatLackSomething) {
  for (const std::string_view line :
       {R"({"ok":true})",
        R"({"ok":true,"files":1,"verified":1,"bytesRead":1,"sidecarsWritten":1,"healed":1,)"
        R"("changed":1})",
        R"({"ok":true,"files":1,"verified":1,"bytesRead":1,"sidecarsWritten":1,"healed":1,)"
        R"("changed":1,"damaged":[{}]})"}) {
    EXPECT_FALSE(read_verify_answer(line)) << line;
  }
}

}  // namespace
}  // namespace audmg::app
