// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/file_repository.hpp"
#include "audmg/database/processing_repository.hpp"
#include "contract/at_once.hpp"
#include "contract/error_code.hpp"
#include "contract/same_file.hpp"
#include "doubles/sample_rows.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace audmg::database {

/// What every ProcessingRepository does, beside the FileRepository whose files it processes.
/// `Harness`: see UserRepositoryContract.
template <class Harness>
class ProcessingRepositoryContract : public testing::Test {
 protected:
  ProcessingRepositoryContract() {
    EXPECT_TRUE(harness_.users().create_user(ada_));
    EXPECT_TRUE(harness_.users().create_user(grace_));
  }

  FileRepository& files() { return harness_.files(); }
  ProcessingRepository& processing() { return harness_.processing(); }

  File add(File file) {
    const auto added = files().add_file({file, std::nullopt});
    EXPECT_TRUE(added && added->outcome == AddFileOutcome::added);
    return file;
  }
  File add_file() { return add(make_file(ada_.id)); }

  std::uint64_t begin(const File& file) {
    const auto attempt = processing().begin_processing({file.owner, file.id, kNoon});
    EXPECT_TRUE(attempt && *attempt);
    return attempt && *attempt ? (*attempt)->fencing_token : 0;
  }

  std::optional<ErrorCode> finish(const File& file, std::uint64_t token, FileStatus status,
                                  const std::string& record = "", const std::string& reason = "") {
    return error_code(
        processing().finish_processing({file.owner, file.id, token, status, record, reason, {}}));
  }

  File find(const File& file) { return **files().find_file(file.owner, file.id); }

  Harness harness_;
  const User ada_ = make_user("ada");
  const User grace_ = make_user("grace");
};

TYPED_TEST_SUITE_P(ProcessingRepositoryContract);

TYPED_TEST_P(ProcessingRepositoryContract, AnAttemptEndsWithWhatWasFound) {
  File file = make_file(this->ada_.id);
  file.status = FileStatus::processing;
  this->add(file);
  const auto attempt = *this->processing().begin_processing({file.owner, file.id, kNoon});
  ASSERT_TRUE(attempt);
  expect_same(attempt->file, file);
  EXPECT_EQ(this->find(file).status, FileStatus::processing);
  const auto token = attempt->fencing_token;
  EXPECT_FALSE(this->finish(file, token, FileStatus::ready, R"({"image":{}})"));
  EXPECT_EQ(this->find(file).status, FileStatus::ready);
  EXPECT_EQ(this->find(file).media_record, R"({"image":{}})");
  EXPECT_FALSE(this->finish(file, this->begin(file), FileStatus::failed, "", "It is damaged."));
  EXPECT_EQ(this->find(file).status, FileStatus::failed);
  EXPECT_EQ(this->find(file).media_record, "");
  EXPECT_EQ(this->find(file).failure_reason, "It is damaged.");
}

// A worker that was stopped and goes on later must not overwrite what a newer attempt found.
TYPED_TEST_P(ProcessingRepositoryContract, OnlyTheNewestAttemptMayFinish) {
  const File file = this->add_file();
  const std::uint64_t stopped = this->begin(file);
  const std::uint64_t newest = this->begin(file);
  EXPECT_GT(newest, stopped);
  EXPECT_EQ(this->finish(file, stopped, FileStatus::failed, "", "stale"), ErrorCode::conflict);
  EXPECT_FALSE(this->finish(file, newest, FileStatus::ready, "newest"));
  EXPECT_EQ(this->finish(file, stopped, FileStatus::failed, "", "stale"), ErrorCode::conflict);
  EXPECT_EQ(this->finish(file, newest, FileStatus::failed, "", "twice"), ErrorCode::conflict);
  EXPECT_EQ(this->finish(file, newest + 7, FileStatus::failed, "", "none"), ErrorCode::conflict);
  EXPECT_EQ(this->finish(file, 0, FileStatus::failed, "", "none"), ErrorCode::conflict);
  EXPECT_EQ(this->find(file).media_record, "newest");
  EXPECT_EQ(this->find(file).failure_reason, "");
  EXPECT_GT(this->begin(file), newest);
}

TYPED_TEST_P(ProcessingRepositoryContract, OfEightAttemptsBegunAtOnceOneMayFinish) {
  const File file = this->add_file();
  const auto outcomes = at_once(8, [&](std::size_t) { return this->begin(file); });
  int finished = 0;
  for (const std::uint64_t token : outcomes) {
    finished += this->finish(file, token, FileStatus::ready) ? 0 : 1;
  }
  EXPECT_EQ(finished, 1);
}

TYPED_TEST_P(ProcessingRepositoryContract, AFileThatIsGoneIsNotProcessed) {
  const File file = this->add_file();
  const std::uint64_t token = this->begin(file);
  EXPECT_FALSE(*this->processing().begin_processing({this->grace_.id, file.id, kNoon}));
  ASSERT_TRUE(*this->files().delete_file(file.owner, file.id, {}));
  EXPECT_EQ(this->finish(file, token, FileStatus::ready), ErrorCode::not_found);
  EXPECT_FALSE(*this->processing().begin_processing({file.owner, file.id, kNoon}));
  EXPECT_EQ(error_code(this->processing().restart_processing({file.owner, file.id, kNoon})),
            ErrorCode::not_found);
  EXPECT_FALSE(*this->files().find_file(file.owner, file.id));
}

TYPED_TEST_P(ProcessingRepositoryContract, RestartingSetsBackToProcessing) {
  const File file = this->add_file();
  ASSERT_FALSE(this->finish(file, this->begin(file), FileStatus::failed, "record", "reason"));
  EXPECT_EQ(error_code(this->processing().restart_processing({this->grace_.id, file.id, kNoon})),
            ErrorCode::not_found);
  const auto restarted = this->processing().restart_processing({file.owner, file.id, kNoon});
  ASSERT_TRUE(restarted);
  EXPECT_EQ(restarted->status, FileStatus::processing);
  expect_same(this->find(file), *restarted);
  EXPECT_EQ(restarted->media_record, "record");
  EXPECT_EQ(restarted->failure_reason, "reason");
  EXPECT_EQ(error_code(this->processing().restart_processing({file.owner, file.id, kNoon})),
            ErrorCode::conflict);
  EXPECT_FALSE(this->finish(file, this->begin(file), FileStatus::ready, "record"));
  EXPECT_TRUE(this->processing().restart_processing({file.owner, file.id, kNoon}))
      << "a ready file too";
}

TYPED_TEST_P(ProcessingRepositoryContract, SaysSinceWhenAFileIsProcessed) {
  File file = make_file(this->ada_.id);
  file.status = FileStatus::processing;
  this->add(file);
  EXPECT_EQ(this->find(file).processing_since, file.uploaded_at) << "added without it";
  File later = make_file(this->ada_.id);
  later.processing_since = minutes_after_noon(1);
  this->add(later);
  EXPECT_EQ(this->find(later).processing_since, minutes_after_noon(1));

  const auto begun =
      this->processing().begin_processing({file.owner, file.id, minutes_after_noon(2)});
  ASSERT_TRUE(begun && *begun);
  EXPECT_EQ((*begun)->file.processing_since, minutes_after_noon(2));
  EXPECT_EQ(this->find(file).processing_since, minutes_after_noon(2));
  EXPECT_EQ(this->find(file).queued_at, TimePoint{}) << "an attempt is not a restart";
  ASSERT_FALSE(this->finish(file, (*begun)->fencing_token, FileStatus::ready));
  const auto restarted =
      this->processing().restart_processing({file.owner, file.id, minutes_after_noon(3)});
  ASSERT_TRUE(restarted);
  EXPECT_EQ(restarted->processing_since, minutes_after_noon(3));
  EXPECT_EQ(restarted->queued_at, minutes_after_noon(3));
  EXPECT_EQ(this->find(file).processing_since, minutes_after_noon(3));
  EXPECT_EQ(this->files().list_all_files({})->front().processing_since, minutes_after_noon(3));
  this->begin(file);
  EXPECT_EQ(this->find(file).queued_at, minutes_after_noon(3));
  file = make_file(this->ada_.id);
  file.queued_at = minutes_after_noon(4);
  this->add(file);
  EXPECT_EQ(this->find(file).queued_at, minutes_after_noon(4));
}

TYPED_TEST_P(ProcessingRepositoryContract, RestartsAStuckFileOnce) {
  File file = make_file(this->ada_.id);
  file.status = FileStatus::processing;
  this->add(file);
  const std::uint64_t abandoned = this->begin(file);
  const auto restart = [&](TimePoint stale_before) {
    return this->processing().restart_processing(
        {file.owner, file.id, minutes_after_noon(60), stale_before});
  };
  EXPECT_EQ(error_code(restart({})), ErrorCode::conflict);
  EXPECT_EQ(error_code(restart(kNoon)), ErrorCode::conflict) << "not before that time";
  const auto restarted = restart(minutes_after_noon(1));
  ASSERT_TRUE(restarted);
  EXPECT_EQ(restarted->status, FileStatus::processing);
  EXPECT_EQ(restarted->processing_since, minutes_after_noon(60));
  EXPECT_EQ(error_code(restart(minutes_after_noon(1))), ErrorCode::conflict) << "begins anew";
  EXPECT_EQ(error_code(restart(minutes_after_noon(60))), ErrorCode::conflict);

  const std::uint64_t newest = this->begin(file);
  EXPECT_EQ(this->finish(file, abandoned, FileStatus::failed, "", "stale"), ErrorCode::conflict);
  EXPECT_FALSE(this->finish(file, newest, FileStatus::ready, "newest"));
  EXPECT_EQ(this->find(file).media_record, "newest");
}

TYPED_TEST_P(ProcessingRepositoryContract, OfEightRestartsAtOnceOneSucceeds) {
  for (const bool was_tried : {false, true}) {
    File file = make_file(this->ada_.id);
    file.status = FileStatus::processing;
    this->add(file);
    if (was_tried) this->begin(file);
    const auto results = at_once(8, [&](std::size_t) {
      return this->processing().restart_processing(
          {file.owner, file.id, minutes_after_noon(60), minutes_after_noon(1)});
    });
    EXPECT_EQ(count_successes(results), 1U) << was_tried;
  }
}

TYPED_TEST_P(ProcessingRepositoryContract, KeepsWhichRenditionsWereAskedFor) {
  const File file = this->add_file();
  EXPECT_TRUE(this->find(file).asked_renditions.empty());
  const auto ask = [&](const UserId& owner, const std::string& name, TimePoint now,
                       TimePoint stale_before = {}) {
    return this->processing().ask_rendition({owner, file.id, name, now, stale_before, {}});
  };
  EXPECT_EQ(error_code(ask(this->grace_.id, "opus", kNoon)), ErrorCode::not_found);
  const auto asked = ask(file.owner, "opus", kNoon);
  ASSERT_TRUE(asked);
  EXPECT_EQ(asked->asked_renditions, std::vector<std::string>{"opus"});
  ASSERT_TRUE(ask(file.owner, "universal", minutes_after_noon(1)));
  const std::vector<std::string> both{"opus", "universal"};
  EXPECT_EQ(this->find(file).asked_renditions, both);
  EXPECT_EQ(this->find(file).renditions_asked_at, minutes_after_noon(1));
  EXPECT_EQ(this->find(file).status, file.status);
  // Asked again, a name is there once; its time changes only when the message is stale.
  EXPECT_EQ(ask(file.owner, "opus", minutes_after_noon(2))->renditions_asked_at,
            minutes_after_noon(1));
  EXPECT_EQ(ask(file.owner, "opus", minutes_after_noon(2), kNoon)->renditions_asked_at,
            minutes_after_noon(1));
  EXPECT_EQ(ask(file.owner, "opus", minutes_after_noon(3), minutes_after_noon(2))->asked_renditions,
            both);
  EXPECT_EQ(this->find(file).renditions_asked_at, minutes_after_noon(3));
  // It outlives attempts and restarts.
  ASSERT_TRUE(this->processing().restart_processing({file.owner, file.id, kNoon}));
  ASSERT_FALSE(this->finish(file, this->begin(file), FileStatus::ready, "record"));
  EXPECT_EQ(this->find(file).asked_renditions, both);
  EXPECT_EQ(this->files().list_all_files({})->front().asked_renditions, both);
}

TYPED_TEST_P(ProcessingRepositoryContract,
             AnAttemptForFurtherRenditionsBeginsOnlyIfTheFileIsReady) {
  const File file = this->add_file();
  const auto begins = [&] {
    const auto begun = this->processing().begin_processing(
        {.owner = file.owner, .id = file.id, .now = kNoon, .only_if_ready = true});
    EXPECT_TRUE(begun);
    return begun && *begun;
  };
  ASSERT_FALSE(this->finish(file, this->begin(file), FileStatus::failed, "", "Damaged."));
  EXPECT_FALSE(begins());
  ASSERT_TRUE(this->processing().restart_processing({file.owner, file.id, kNoon}));
  const std::uint64_t token = this->begin(file);
  EXPECT_FALSE(begins());
  ASSERT_FALSE(this->finish(file, token, FileStatus::ready)) << "nobody took its place";
  EXPECT_TRUE(begins());
}

TYPED_TEST_P(ProcessingRepositoryContract, OfEightThatAskAtOnceEachIsHeard) {
  const File file = this->add_file();
  const auto results = at_once(8, [&](std::size_t i) {
    return this->processing().ask_rendition(
        {file.owner, file.id, "form" + std::to_string(i), kNoon, {}, {}});
  });
  EXPECT_EQ(count_successes(results), 8U);
  EXPECT_EQ(this->find(file).asked_renditions.size(), 8U);
}

TYPED_TEST_P(ProcessingRepositoryContract, AddingRenditionsLeavesTheStatus) {
  const File file = this->add_file();
  ASSERT_FALSE(this->finish(file, this->begin(file), FileStatus::ready, "record"));
  for (const char* name : {"opus", "universal"}) {
    ASSERT_TRUE(this->processing().ask_rendition({file.owner, file.id, name, kNoon, {}, {}}));
  }
  const auto add = [&](std::uint64_t token, const std::string& record,
                       std::vector<std::string> given_up = {}) {
    return error_code(this->processing().add_renditions(
        {file.owner, file.id, token, record, std::move(given_up), {}}));
  };
  const std::uint64_t stopped = this->begin(file);
  const std::uint64_t token = this->begin(file);
  EXPECT_EQ(add(stopped, "stale"), ErrorCode::conflict);
  EXPECT_EQ(add(0, "stale"), ErrorCode::conflict);
  // Sent back meanwhile by a rebuild, whose own attempt has not begun.
  ASSERT_TRUE(this->processing().restart_processing({file.owner, file.id, kNoon}));
  EXPECT_FALSE(add(token, "with opus", {"universal", "unknown"}));
  EXPECT_EQ(add(token, "twice"), ErrorCode::conflict);
  EXPECT_EQ(this->find(file).status, FileStatus::processing);
  EXPECT_EQ(this->find(file).media_record, "with opus");
  EXPECT_EQ(this->find(file).asked_renditions, std::vector<std::string>{"opus"});
  ASSERT_TRUE(*this->files().delete_file(file.owner, file.id, {}));
  EXPECT_EQ(add(token, "gone"), ErrorCode::not_found);
  EXPECT_EQ(
      error_code(this->processing().ask_rendition({file.owner, file.id, "opus", kNoon, {}, {}})),
      ErrorCode::not_found);
}

REGISTER_TYPED_TEST_SUITE_P(ProcessingRepositoryContract, AnAttemptEndsWithWhatWasFound,
                            OnlyTheNewestAttemptMayFinish, OfEightAttemptsBegunAtOnceOneMayFinish,
                            AFileThatIsGoneIsNotProcessed, RestartingSetsBackToProcessing,
                            SaysSinceWhenAFileIsProcessed, RestartsAStuckFileOnce,
                            OfEightRestartsAtOnceOneSucceeds, KeepsWhichRenditionsWereAskedFor,
                            AnAttemptForFurtherRenditionsBeginsOnlyIfTheFileIsReady,
                            OfEightThatAskAtOnceEachIsHeard, AddingRenditionsLeavesTheStatus);

}  // namespace audmg::database
