// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Catalogues where events have their ids as cursors, and may be committed after newer ones.
#include "audmg/catalogue/listing.hpp"
#include "audmg/database/event_repository.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/library/catalogues.hpp"
#include "doubles/sample_rows.hpp"
#include "testbeds/drive_testbed.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

using namespace std::chrono_literals;

/// Returns an id of exactly this time, which EventId::make() never does once it made a later one.
std::string id_of(TimePoint time, std::uint64_t number) {
  const auto milliseconds = static_cast<std::uint64_t>(time.time_since_epoch().count());
  return fmt::format("{:08x}-{:04x}-7000-8000-{:012x}", milliseconds >> 16U, milliseconds & 0xffffU,
                     number);
}

class EventsByTheirIds final : public database::EventRepository {
 public:
  void commit(const FileId& file, TimePoint at) {
    const std::string id = id_of(at, ++made_);
    events_[id] = {.id = *EventId::parse(id),
                   .owner = {},
                   .file = file,
                   .type = "file.uploaded",
                   .at = at,
                   .detail = {},
                   .cursor = id};
  }
  /// Returns how many events were listed since the last call.
  std::size_t take_listed() { return std::exchange(listed_, 0); }

  Result<void> add_event(const UserId&, const FileId&, const database::NewEvent&) override {
    return {};
  }
  Result<std::vector<database::Event>> list_events(
      const database::ListEventsRequest& request) override {
    std::vector<database::Event> events;
    for (auto at = events_.upper_bound(request.after);
         at != events_.end() && events.size() < request.limit; ++at) {
      events.push_back(at->second);
    }
    listed_ += events.size();
    return events;
  }
  std::string rewind(std::string_view cursor) const override {
    const auto at = events_.find(std::string(cursor));
    if (at == events_.end()) return std::string(cursor);
    return id_of(at->second.at - database::kEventLag, 0);
  }
  Result<std::string> newest_cursor(const UserId&) override {
    return events_.empty() ? std::string() : events_.rbegin()->first;
  }
  Result<std::vector<database::Event>> list_file_events(const UserId&, const FileId&,
                                                        std::size_t) override {
    return std::vector<database::Event>();
  }
  Result<void> delete_events_before(TimePoint) override { return {}; }

 private:
  std::map<std::string, database::Event> events_;
  std::uint64_t made_ = 0;
  std::size_t listed_ = 0;
};

class LateEventsTest : public DriveTest {
 protected:
  FileId add_row() {
    database::File file = database::make_file(alice);
    file.name = "beach.jpg";
    EXPECT_TRUE(drive.services.files.add_file({.file = file, .upload = {}}));
    return file.id;
  }
  std::size_t found() {
    const auto open = catalogues.open(alice);
    EXPECT_TRUE(open);
    return open ? (*open)->size() : 0;
  }

  const UserId alice = drive.add_user("alice").user;
  EventsByTheirIds events;
  library::Catalogues catalogues{{.files = drive.services.files,
                                  .events = events,
                                  .objects = drive.services.objects,
                                  .clock = drive.clock,
                                  .logger = drive.logger},
                                 std::size_t{64} << 20U};
};

TEST_F(LateEventsTest, AreNotMissed) {
  events.commit(add_row(), drive.clock.now());
  EXPECT_EQ(found(), 1U);
  const FileId late = add_row();
  const TimePoint made_at = drive.clock.now() - 5s;
  EXPECT_EQ(found(), 1U) << "its event is not committed yet";
  drive.clock.advance(9s);
  events.commit(late, made_at);
  EXPECT_EQ(found(), 2U);
}

TEST_F(LateEventsTest, AreNotMissedByCatalogueThatWasNotUsedForLong) {
  events.commit(add_row(), drive.clock.now());
  EXPECT_EQ(found(), 1U);
  events.commit(add_row(), drive.clock.now() - 5s);
  drive.clock.advance(1h);
  EXPECT_EQ(found(), 2U);
}

TEST_F(LateEventsTest, AreNotLookedForWhenThereCanBeNoneAnyMore) {
  for (int i = 0; i < 10; ++i) events.commit(add_row(), drive.clock.now());
  EXPECT_EQ(found(), 10U);
  drive.clock.advance(database::kEventLag + 1s);
  EXPECT_EQ(found(), 10U);
  EXPECT_GE(events.take_listed(), 10U);
  EXPECT_EQ(found(), 10U);
  EXPECT_EQ(events.take_listed(), 0U);
  events.commit(add_row(), drive.clock.now());
  EXPECT_EQ(found(), 11U);
  const FileId late = add_row();
  events.commit(late, drive.clock.now() - 1s);
  EXPECT_EQ(found(), 12U);
}

}  // namespace
}  // namespace audmg::functions
