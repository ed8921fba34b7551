// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/operations/media_rebuild.hpp"

#include "audmg/app/cli/rebuild_text.hpp"
#include "audmg/app/operations/long_operations.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/media/rendition_plan.hpp"
#include "doubles/recording_logger.hpp"
#include "doubles/sample_rows.hpp"
#include "doubles/sqlite_queue_harness.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace audmg::app {
namespace {

using functions::RebuildReport;
using testing::ElementsAre;

/// Real rows of files that were never processed, and a real queue.
class MediaRebuildTest : public testing::Test {
 protected:
  void add_files(std::size_t count) {
    const database::User user = database::make_user("ada");
    ASSERT_EQ(harness_.database().users().create_user(user), database::CreateUserOutcome::created);
    for (std::size_t i = 0; i < count; ++i) {
      ASSERT_TRUE(harness_.database().files().add_file(
          {.file = database::make_file(user.id), .upload = std::nullopt}));
    }
  }
  std::size_t messages() { return harness_.queue().get_queue_attributes().value().visible; }

  Operations operations_with(const media::RenditionPlan* plan) {
    Operations operations;
    operations.media_rebuild.run = [this, plan](const functions::RebuildRequest& request) {
      return MediaRebuild({.newest = newest_,
                           .processing = harness_.database().processing(),
                           .media_queue = harness_.queue(),
                           .event_hub = event_hub_,
                           .clock = harness_.clock()},
                          plan, logger_)
          .rebuild_page(request);
    };
    return operations;
  }

  queue::SqliteQueueHarness harness_;
  functions::NewestFiles newest_{harness_.database().users(), harness_.database().files()};
  notification::EventHub event_hub_;
  telemetry::RecordingLogger logger_;
  const media::RenditionPlan plan_ = media::default_plan();
  const Operations operations_ = operations_with(&plan_);
};

TEST_F(MediaRebuildTest, GoesOverAllPagesAndSaysHowFarItIs) {
  constexpr std::size_t kFiles = functions::kMaxFilesPerRebuild + 5;
  add_files(kFiles);
  std::vector<std::uint64_t> seen;
  const auto progress = [&](const RebuildReport& sum) {
    seen.push_back(sum.files);
    return true;
  };
  const auto planned = rebuild_all(operations_, {.dry_run = true}, progress);
  ASSERT_TRUE(planned) << planned.error().message;
  EXPECT_EQ(planned->sent, kFiles);
  EXPECT_EQ(messages(), 0U);
  EXPECT_FALSE(logger_.has("media_rebuild"));
  EXPECT_THAT(seen, ElementsAre(functions::kMaxFilesPerRebuild, kFiles));

  const auto done = rebuild_all(operations_, {}, progress);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->files, kFiles);
  EXPECT_EQ(done->sent, kFiles);
  EXPECT_EQ(done->sent_never_processed, kFiles);
  EXPECT_EQ(messages(), kFiles);
  EXPECT_TRUE(logger_.has("media_rebuild"));

  const auto again = rebuild_all(operations_, {}, progress);
  EXPECT_EQ(again->sent, 0U);
  EXPECT_EQ(again->processing, kFiles);
  EXPECT_EQ(messages(), kFiles);
}

TEST_F(MediaRebuildTest, IsDoneAtOnceWithoutFiles) {
  EXPECT_EQ(rebuild_all(operations_, {}, [](const RebuildReport&) { return true; })->files, 0U);
}

TEST_F(MediaRebuildTest, SendsNothingBackWhereNobodyWouldProcessIt) {
  add_files(1);
  const auto refused =
      rebuild_all(operations_with(nullptr), {}, [](const RebuildReport&) { return true; });
  EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
  EXPECT_EQ(messages(), 0U);
}

TEST(RebuildText, SaysWhatWasDoneAndWhy) {
  const RebuildReport report{.files = 1234,
                             .up_to_date = 1200,
                             .processing = 20,
                             .failed = 4,
                             .sent = 17,
                             .sent_lacking = 7,
                             .sent_outdated = 5,
                             .sent_never_processed = 3,
                             .sent_failed = 0,
                             .sent_stuck = 2,
                             .recipes = {{"image-v1-webp-256-q75", 7}, {"image-v1-webp-9-q7", 2}}};
  EXPECT_EQ(rebuild_text(report, false),
            "1234 files looked at\n"
            "     1200  up to date\n"
            "       20  being processed already\n"
            "        4  failed, left alone; --failed tries them again\n"
            "        7  lack renditions of the plan in force\n"
            "        5  have facts that an earlier version read\n"
            "        3  were never processed\n"
            "        2  were stuck: nobody was processing them any more\n"
            "Files that lack a rendition, by recipe\n"
            "        7  image-v1-webp-256-q75\n"
            "        2  image-v1-webp-9-q7\n"
            "17 files sent back to be processed.\n");
}

TEST(RebuildText, SaysOfADryRunThatNothingWasChanged) {
  EXPECT_EQ(rebuild_text({.files = 1, .sent = 1, .sent_failed = 1}, true),
            "1 file looked at\n"
            "        1  failed before\n"
            "1 file would be sent back to be processed; nothing was changed.\n");
}

}  // namespace
}  // namespace audmg::app
