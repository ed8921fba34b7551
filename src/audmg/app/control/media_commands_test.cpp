// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/control/media_commands.hpp"

#include "audmg/app/control/protocol.hpp"
#include "doubles/recording_accounts.hpp"
#include "doubles/recording_backups.hpp"
#include "doubles/recording_jobs.hpp"
#include "doubles/recording_media_rebuild.hpp"
#include "doubles/recording_verification.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace audmg::app {
namespace {

using functions::RebuildReport;
using functions::RebuildRequest;
using testing::Pair;
using testing::StartsWith;
using testing::UnorderedElementsAre;

constexpr TimePoint kNow{std::chrono::milliseconds(1'767'355'200'000)};

class MediaCommandsTest : public testing::Test {
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

TEST_F(MediaCommandsTest, CarriesARequestToTheServer) {
  const UserId owner = UserId::make(kNow);
  const FileId file = FileId::make(kNow);
  EXPECT_TRUE(read_rebuild_answer(answer(media_rebuild_request({}))));
  EXPECT_TRUE(read_rebuild_answer(answer(media_rebuild_request(
      {.after_owner = owner, .after_id = file, .include_failed = true, .dry_run = true}))));
  EXPECT_TRUE(read_rebuild_answer(answer(media_rebuild_request({.dry_run = true}))));
  ASSERT_EQ(media_.requests.size(), 3U);
  EXPECT_TRUE(media_.requests[0].after_owner.empty());
  EXPECT_TRUE(media_.requests[0].after_id.empty());
  EXPECT_FALSE(media_.requests[0].include_failed);
  EXPECT_FALSE(media_.requests[0].dry_run);
  EXPECT_EQ(media_.requests[1].after_owner, owner);
  EXPECT_EQ(media_.requests[1].after_id, file);
  EXPECT_TRUE(media_.requests[1].include_failed);
  EXPECT_TRUE(media_.requests[1].dry_run);
  EXPECT_FALSE(media_.requests[2].include_failed);
  EXPECT_TRUE(media_.requests[2].dry_run);
}

TEST_F(MediaCommandsTest, CarriesAReportBack) {
  media_.report = {.files = 1,
                   .up_to_date = 2,
                   .processing = 3,
                   .failed = 4,
                   .sent = 5,
                   .sent_lacking = 6,
                   .sent_never_processed = 7,
                   .sent_failed = 8,
                   .sent_stuck = 11,
                   .recipes = {{"image-v1-webp-256-q75", 9}, {"audio-v1-opus-128000", 10}},
                   .next_owner = UserId::make(kNow),
                   .next_id = FileId::make(kNow)};
  const auto report = read_rebuild_answer(answer(media_rebuild_request({})));
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->files, 1U);
  EXPECT_EQ(report->up_to_date, 2U);
  EXPECT_EQ(report->processing, 3U);
  EXPECT_EQ(report->failed, 4U);
  EXPECT_EQ(report->sent, 5U);
  EXPECT_EQ(report->sent_lacking, 6U);
  EXPECT_EQ(report->sent_never_processed, 7U);
  EXPECT_EQ(report->sent_failed, 8U);
  EXPECT_EQ(report->sent_stuck, 11U);
  EXPECT_THAT(report->recipes, UnorderedElementsAre(Pair("image-v1-webp-256-q75", 9U),
                                                    Pair("audio-v1-opus-128000", 10U)));
  EXPECT_EQ(report->next_owner, media_.report.next_owner);
  EXPECT_EQ(report->next_id, media_.report.next_id);
}

TEST_F(MediaCommandsTest, CarriesErrorsBack) {
  media_.error = Error{ErrorCode::out_of_space, "the disk is full"};
  const auto report = read_rebuild_answer(answer(media_rebuild_request({})));
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::out_of_space);
  EXPECT_EQ(report.error().message, "the disk is full");
}

TEST_F(MediaCommandsTest, RefusesWhatIsNoPlaceInTheList) {
  const std::string id = UserId::make(kNow).text();
  for (const std::string& fields :
       {R"("afterOwner":")" + id + R"(")", R"("afterFile":")" + id + R"(")",
        R"("afterOwner":"ada","afterFile":")" + id + R"(")"}) {
    EXPECT_THAT(answer(R"({"command":"media_rebuild",)" + fields + "}\n"),
                StartsWith(R"({"ok":false,"code":"invalid_argument")"))
        << fields;
  }
  EXPECT_TRUE(media_.requests.empty());
}

TEST_F(MediaCommandsTest, DoesNotTakeAnythingForSuccess) {
  EXPECT_FALSE(read_rebuild_answer(R"({"ok":true})"));
  std::string good = answer(media_rebuild_request({}));
  EXPECT_TRUE(read_rebuild_answer(good));
  good.replace(good.find("\"recipes\":{}"), 12, "\"recipes\":[]");
  EXPECT_FALSE(read_rebuild_answer(good));
}

}  // namespace
}  // namespace audmg::app
