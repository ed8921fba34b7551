// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/event_reader.hpp"

#include <cstddef>
#include <utility>

namespace audmg::database {
namespace {

constexpr std::size_t kEventsPerList = 200;

}  // namespace

Result<EventReader> EventReader::from_now(EventRepository& events, const UserId& owner) {
  AUDMG_TRY(std::string newest, events.newest_cursor(owner));
  EventReader reader(events, owner, std::move(newest));
  if (reader.reached_.empty()) return reader;
  for (bool more = true; more;) {
    AUDMG_TRY(const EventPage earlier, reader.read());
    more = earlier.more;
  }
  return reader;
}

Result<EventPage> EventReader::read(std::optional<TimePoint> now) {
  EventPage page;
  if (now && is_settled_) {
    AUDMG_TRY(const auto next,
              events_->list_events({.owner = owner_, .after = reached_, .limit = 1}));
    if (next.empty()) return page;
  }
  std::set<EventId> listed;
  std::string position = events_->rewind(reached_);
  do {
    AUDMG_TRY(auto events,
              events_->list_events({.owner = owner_, .after = position, .limit = kEventsPerList}));
    page.more = events.size() == kEventsPerList;
    if (events.empty()) break;
    position = events.back().cursor;
    newest_at_ = events.back().at;
    for (Event& event : events) {
      listed.insert(event.id);
      if (!known_.contains(event.id)) page.events.push_back(std::move(event));
    }
  } while (page.more && page.events.empty());
  if (!listed.empty()) {
    reached_ = std::move(position);
    // A read that stopped before the end has not listed all that is known behind it.
    if (page.more) {
      known_.merge(listed);
    } else {
      known_ = std::move(listed);
    }
  }
  is_settled_ = now && newest_at_ && page.events.empty() && *now - *newest_at_ > kEventLag;
  return page;
}

}  // namespace audmg::database
