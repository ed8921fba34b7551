// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/event_reader.hpp"

#include "audmg/core/number.hpp"
#include "doubles/sample_rows.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace audmg::database {
namespace {

/// Orders events by a number that the test chooses, so that they can be committed out of order; at
/// most `lag` behind the greatest.
class LateEvents final : public EventRepository {
 public:
  static constexpr int kLag = 10;

  explicit LateEvents(int lag = kLag) : lag_(lag) {}

  void commit(int number) {
    Event event;
    event.id = EventId::make(kNoon);
    event.type = std::to_string(number);
    event.cursor = std::to_string(number);
    events_[number] = event;
  }
  void remove(int number) { events_.erase(number); }

  Result<void> add_event(const UserId&, const FileId&, const NewEvent&) override { return {}; }
  Result<std::vector<Event>> list_events(const ListEventsRequest& request) override {
    std::vector<Event> listed;
    for (auto at = events_.upper_bound(number_of(request.after));
         at != events_.end() && listed.size() < request.limit; ++at) {
      listed.push_back(at->second);
    }
    return listed;
  }
  bool precedes(std::string_view a, std::string_view b) const override { return a < b; }
  std::string rewind(std::string_view cursor) const override {
    return std::to_string(std::max(0, number_of(cursor) - lag_));
  }
  Result<std::string> newest_cursor(const UserId&) override {
    return events_.empty() ? std::string() : events_.rbegin()->second.cursor;
  }
  Result<std::vector<Event>> list_file_events(const UserId&, const FileId&, std::size_t) override {
    return std::vector<Event>();
  }
  Result<void> delete_events_before(TimePoint) override { return {}; }

 private:
  static int number_of(std::string_view cursor) { return parse_whole<int>(cursor).value_or(0); }
  const int lag_;
  std::map<int, Event> events_;
};

std::vector<std::string> read_all(EventReader& reader) {
  std::vector<std::string> types;
  for (bool more = true; more;) {
    const auto page = reader.read();
    EXPECT_TRUE(page);
    for (const Event& event : page->events) types.push_back(event.type);
    more = page->more;
  }
  return types;
}

using Types = std::vector<std::string>;

TEST(EventReader, ReadsNoEventTwiceWhenALateOneMovesALongPage) {
  LateEvents events(1000);
  EventReader reader(events, UserId::make(kNoon), "");
  constexpr int kEvents = 240;  // more than one list has
  for (int i = 1; i <= kEvents; ++i) events.commit(2 * i);
  EXPECT_EQ(read_all(reader).size(), std::size_t{kEvents});
  events.commit(1);
  EXPECT_EQ(read_all(reader), Types{"1"});
  EXPECT_EQ(read_all(reader), Types{});
}

TEST(EventReader, ReadsEachEventOnceAlsoThoseThatComeLate) {
  LateEvents events;
  EventReader reader(events, UserId::make(kNoon), "");
  EXPECT_EQ(read_all(reader), Types{});
  events.commit(100);
  events.commit(103);
  EXPECT_EQ(read_all(reader), (Types{"100", "103"}));
  events.commit(95);
  EXPECT_EQ(read_all(reader), Types{"95"});
  EXPECT_EQ(read_all(reader), Types{});
  events.commit(110);
  events.commit(101);
  EXPECT_EQ(read_all(reader), (Types{"101", "110"}));
  EXPECT_EQ(reader.cursor(), "110");
}

TEST(EventReader, ReadsManyPagesInOrder) {
  LateEvents events;
  Types all;
  for (int number = 1; number <= 1000; ++number) {
    events.commit(number);
    all.push_back(std::to_string(number));
  }
  EventReader reader(events, UserId::make(kNoon), "");
  EXPECT_EQ(read_all(reader), all);
}

TEST(EventReader, FromNowOnLeavesOutWhatIsKnownButNotWhatComesLate) {
  LateEvents events;
  events.commit(100);
  events.commit(101);
  auto reader = EventReader::from_now(events, UserId::make(kNoon));
  ASSERT_TRUE(reader);
  EXPECT_EQ(read_all(*reader), Types{});
  events.commit(99);
  EXPECT_EQ(read_all(*reader), Types{"99"});
}

TEST(EventReader, AnotherReaderReadsTheLatestAgain) {
  LateEvents events;
  events.commit(80);
  events.commit(95);
  events.commit(100);
  EventReader first(events, UserId::make(kNoon), "");
  read_all(first);
  EventReader second(events, UserId::make(kNoon), first.cursor());
  EXPECT_EQ(read_all(second), (Types{"95", "100"}));
}

TEST(EventReader, GoesOnAfterTheNewestEventsAreDeleted) {
  LateEvents events;
  events.commit(100);
  events.commit(200);
  EventReader reader(events, UserId::make(kNoon), "");
  read_all(reader);
  events.remove(200);
  EXPECT_EQ(read_all(reader), Types{});
  events.commit(201);
  EXPECT_EQ(read_all(reader), Types{"201"});
}

}  // namespace
}  // namespace audmg::database
