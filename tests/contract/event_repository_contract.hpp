// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/event_reader.hpp"
#include "audmg/database/event_repository.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/processing_repository.hpp"
#include "contract/at_once.hpp"
#include "contract/error_code.hpp"
#include "doubles/sample_rows.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace audmg::database {

/// What every EventRepository does, and every FileRepository and
/// ProcessingRepository with the events of their outboxes.
/// `Harness`: see UserRepositoryContract.
template <class Harness>
class EventRepositoryContract : public testing::Test {
 protected:
  EventRepositoryContract() {
    EXPECT_TRUE(harness_.users().create_user(ada_));
    EXPECT_TRUE(harness_.users().create_user(grace_));
  }

  EventRepository& events() { return harness_.events(); }
  FileRepository& files() { return harness_.files(); }
  ProcessingRepository& processing() { return harness_.processing(); }

  static NewEvent make_event(const std::string& type, TimePoint at = kNoon) {
    return {EventId::make(at), type, at};
  }
  static Outbox with(const std::string& type) { return {{}, {make_event(type)}}; }

  File add_file(const UserId& owner) {
    File file = make_file(owner);
    EXPECT_TRUE(files().add_file({file, std::nullopt, {}}));
    return file;
  }

  void add_event(const File& file, const std::string& type, TimePoint at = kNoon) {
    EXPECT_TRUE(events().add_event(file.owner, file.id, make_event(type, at)));
  }

  std::vector<Event> list(const UserId& owner, const std::string& after = "",
                          std::size_t limit = 100) {
    auto listed = events().list_events({owner, after, limit});
    EXPECT_TRUE(listed);
    return std::move(listed).value_or(std::vector<Event>());
  }

  static std::vector<std::string> types(const std::vector<Event>& events) {
    std::vector<std::string> types;
    for (const Event& event : events) types.push_back(event.type);
    return types;
  }

  std::vector<std::string> types_of(const File& file) {
    const auto listed = events().list_file_events(file.owner, file.id, 100);
    EXPECT_TRUE(listed);
    return types(listed.value_or(std::vector<Event>()));
  }

  using Types = std::vector<std::string>;

  Harness harness_;
  const User ada_ = make_user("ada");
  const User grace_ = make_user("grace");
};

TYPED_TEST_SUITE_P(EventRepositoryContract);

TYPED_TEST_P(EventRepositoryContract, AnEventComesBackAsWritten) {
  const File file = make_file(this->ada_.id);
  NewEvent event = this->make_event("file.uploaded", minutes_after_noon(3));
  event.detail = R"({"name":"caf\u00e9 ')" + std::string("\xf0\x9f\x8e\xb5") + R"("})";
  ASSERT_TRUE(this->files().add_file({file, std::nullopt, {{}, {event}}}));
  const auto listed = this->list(this->ada_.id);
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed[0].id, event.id);
  EXPECT_EQ(listed[0].owner, this->ada_.id);
  EXPECT_EQ(listed[0].file, file.id);
  EXPECT_EQ(listed[0].type, event.type);
  EXPECT_EQ(listed[0].at, event.at);
  EXPECT_EQ(listed[0].detail, event.detail);
  EXPECT_NE(listed[0].cursor, "");
}

TYPED_TEST_P(EventRepositoryContract, OnlyAnAddedFileHasEvents) {
  const File file = this->add_file(this->ada_.id);
  File duplicate = make_file(this->ada_.id);
  duplicate.sha256 = file.sha256;
  EXPECT_TRUE(this->files().add_file({duplicate, std::nullopt, this->with("duplicate")}));
  File clash = make_file(this->ada_.id);
  clash.id = file.id;
  EXPECT_FALSE(this->files().add_file({clash, std::nullopt, this->with("clash")}));
  EXPECT_TRUE(this->list(this->ada_.id).empty());
}

TYPED_TEST_P(EventRepositoryContract, EventsComeOnlyWithTheChange) {
  const File file = this->add_file(this->ada_.id);
  const auto begun =
      this->processing().begin_processing({file.owner, file.id, kNoon, this->with("begun")});
  EXPECT_FALSE(*this->processing().begin_processing(
      {file.owner, FileId::make(kNoon), kNoon, this->with("none")}));
  const auto token = (*begun)->fencing_token;
  FinishProcessingRequest finish{file.owner, file.id,  token - 1,          FileStatus::failed,
                                 "",         "broken", this->with("stale")};
  EXPECT_FALSE(this->processing().finish_processing(finish));
  finish.fencing_token = token;
  finish.outbox = this->with("file.failed");
  EXPECT_TRUE(this->processing().finish_processing(finish));
  EXPECT_TRUE(this->processing().restart_processing(
      {file.owner, file.id, kNoon, {}, this->with("restarted")}));
  EXPECT_FALSE(
      this->processing().restart_processing({file.owner, file.id, kNoon, {}, this->with("again")}));
  EXPECT_TRUE(this->processing().ask_rendition(
      {file.owner, file.id, "opus", kNoon, {}, this->with("asked")}));
  EXPECT_TRUE(this->processing().ask_rendition(
      {file.owner, file.id, "opus", kNoon, {}, this->with("asked again")}));
  const auto another = this->processing().begin_processing({file.owner, file.id, kNoon});
  ASSERT_TRUE(another && *another);
  AddRenditionsRequest add{file.owner, file.id, (*another)->fencing_token + 1,
                           "",         {},      this->with("stale")};
  EXPECT_FALSE(this->processing().add_renditions(add));
  add.fencing_token = (*another)->fencing_token;
  add.outbox = this->with("added");
  EXPECT_TRUE(this->processing().add_renditions(add));
  EXPECT_TRUE(this->files().delete_file(file.owner, FileId::make(kNoon), this->with("absent")));
  EXPECT_EQ(this->types_of(file),
            (typename TestFixture::Types{"begun", "file.failed", "restarted", "asked", "added"}));
}

TYPED_TEST_P(EventRepositoryContract, DeletingAFileLeavesOnlyTheLastWord) {
  const File file = this->add_file(this->ada_.id);
  const File other = this->add_file(this->ada_.id);
  this->add_event(file, "file.ready");
  this->add_event(other, "file.ready");
  ASSERT_TRUE(*this->files().delete_file(file.owner, file.id, this->with("file.deleted")));
  EXPECT_EQ(this->types_of(file), typename TestFixture::Types{"file.deleted"});
  EXPECT_EQ(this->types_of(other), typename TestFixture::Types{"file.ready"});
}

TYPED_TEST_P(EventRepositoryContract, AnEventOfWhatIsGoneIsNotWritten) {
  const File file = this->add_file(this->ada_.id);
  EXPECT_TRUE(this->events().add_event(this->grace_.id, file.id, this->make_event("not hers")));
  EXPECT_TRUE(this->events().add_event(UserId::make(kNoon), file.id, this->make_event("nobody")));
  ASSERT_TRUE(*this->files().delete_file(file.owner, file.id, {}));
  EXPECT_TRUE(this->events().add_event(file.owner, file.id, this->make_event("too late")));
  EXPECT_TRUE(this->list(this->ada_.id).empty());
  EXPECT_TRUE(this->list(this->grace_.id).empty());
}

TYPED_TEST_P(EventRepositoryContract, ListsInOrderPageByPage) {
  const File first = this->add_file(this->ada_.id);
  const File second = this->add_file(this->ada_.id);
  const File others = this->add_file(this->grace_.id);
  std::vector<std::string> all;
  for (int i = 0; i < 10; ++i) {
    all.push_back(std::to_string(i));
    // Later ones say that they happened earlier: the order is that of the ids or of the commits.
    this->add_event(i % 3 == 0 ? first : second, all.back(), minutes_after_noon(-i));
    this->add_event(others, "others");
  }
  for (const std::size_t limit : {1U, 3U, 10U, 100U}) {
    std::vector<std::string> listed;
    std::string after;
    for (;;) {
      const auto page = this->list(this->ada_.id, after, limit);
      if (page.empty()) break;
      EXPECT_LE(page.size(), limit);
      for (const Event& event : page) listed.push_back(event.type);
      after = page.back().cursor;
    }
    EXPECT_EQ(listed, all) << limit;
  }
  EXPECT_EQ(this->types_of(first), (typename TestFixture::Types{"0", "3", "6", "9"}));
  EXPECT_EQ(this->events().list_file_events(first.owner, first.id, 2)->size(), 2U);
  EXPECT_TRUE(this->events().list_file_events(this->grace_.id, first.id, 2)->empty());
}

TYPED_TEST_P(EventRepositoryContract, TheNewestCursorIsWhereNewEventsBegin) {
  EXPECT_EQ(this->events().newest_cursor(this->ada_.id), "");
  const File file = this->add_file(this->ada_.id);
  this->add_event(file, "old");
  const std::string newest = *this->events().newest_cursor(this->ada_.id);
  EXPECT_EQ(this->list(this->ada_.id).back().cursor, newest);
  EXPECT_EQ(this->events().newest_cursor(this->grace_.id), "");
  EXPECT_TRUE(this->list(this->ada_.id, newest).empty());
  this->add_event(file, "new");
  EXPECT_EQ(this->types(this->list(this->ada_.id, newest)), typename TestFixture::Types{"new"});
  const std::string later = *this->events().newest_cursor(this->ada_.id);
  EXPECT_TRUE(this->events().precedes(newest, later));
  EXPECT_FALSE(this->events().precedes(later, newest));
  EXPECT_FALSE(this->events().precedes(later, later));
  EXPECT_TRUE(this->events().precedes("", newest));
}

// A cursor that a client keeps must not point past events that come later.
TYPED_TEST_P(EventRepositoryContract, NoCursorIsGivenTwice) {
  const File gone = this->add_file(this->ada_.id);
  const File stays = this->add_file(this->ada_.id);
  this->add_event(stays, "old");
  this->add_event(gone, "newest, and gone with its file");
  const std::string kept = *this->events().newest_cursor(this->ada_.id);
  ASSERT_TRUE(*this->files().delete_file(gone.owner, gone.id, {}));
  this->add_event(stays, "later");
  EXPECT_EQ(this->types(this->list(this->ada_.id, kept)), typename TestFixture::Types{"later"});
}

TYPED_TEST_P(EventRepositoryContract, WhatIsNoCursorIsRefused) {
  for (const std::string cursor : {"x", "-1", "1x", " 1", "99999999999999999999", "0x10"}) {
    EXPECT_EQ(error_code(this->events().list_events({this->ada_.id, cursor, 10})),
              ErrorCode::invalid_argument)
        << cursor;
  }
}

TYPED_TEST_P(EventRepositoryContract, OldEventsAreDeleted) {
  const File file = this->add_file(this->ada_.id);
  for (int i = 0; i < 5; ++i) this->add_event(file, std::to_string(i), minutes_after_noon(i));
  ASSERT_TRUE(this->events().delete_events_before(minutes_after_noon(3)));
  EXPECT_EQ(this->types_of(file), (typename TestFixture::Types{"3", "4"}));
}

TYPED_TEST_P(EventRepositoryContract, EventsGoWithTheirOwner) {
  const File file = this->add_file(this->ada_.id);
  const File others = this->add_file(this->grace_.id);
  this->add_event(file, "ada's");
  this->add_event(others, "grace's");
  ASSERT_TRUE(this->harness_.users().delete_user(this->ada_.id));
  EXPECT_TRUE(this->list(this->ada_.id).empty());
  EXPECT_EQ(this->list(this->grace_.id).size(), 1U);
}

// An EventReader sees every event once, also while others write.
TYPED_TEST_P(EventRepositoryContract, AReaderMissesNothing) {
  constexpr std::size_t kWriters = 6;
  constexpr std::size_t kEach = 40;
  std::vector<File> files;
  for (std::size_t i = 0; i < kWriters; ++i) files.push_back(this->add_file(this->ada_.id));
  std::vector<std::string> seen;
  const auto results = at_once(kWriters + 1, [&](std::size_t thread) -> bool {
    if (thread < kWriters) {
      for (std::size_t i = 0; i < kEach; ++i) this->add_event(files[thread], "event");
      return true;
    }
    EventReader reader(this->events(), this->ada_.id, "");
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (seen.size() < kWriters * kEach && std::chrono::steady_clock::now() < deadline) {
      const auto page = reader.read();
      if (!page) return false;
      for (const Event& event : page->events) seen.push_back(event.id.text());
      // A store that serves one call at a time must come to the writers, too.
      if (page->events.empty()) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return true;
  });
  EXPECT_EQ(count_answers(results, true), kWriters + 1);
  EXPECT_EQ(seen.size(), kWriters * kEach);
  EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), seen.size());
}

REGISTER_TYPED_TEST_SUITE_P(EventRepositoryContract, AnEventComesBackAsWritten,
                            OnlyAnAddedFileHasEvents, EventsComeOnlyWithTheChange,
                            DeletingAFileLeavesOnlyTheLastWord, AnEventOfWhatIsGoneIsNotWritten,
                            ListsInOrderPageByPage, TheNewestCursorIsWhereNewEventsBegin,
                            NoCursorIsGivenTwice, WhatIsNoCursorIsRefused, OldEventsAreDeleted,
                            EventsGoWithTheirOwner, AReaderMissesNothing);

}  // namespace audmg::database
