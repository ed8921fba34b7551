// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/event_repository.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace audmg::database {

/// Some of the events that an EventReader found.
struct EventPage {
  std::vector<Event> events;
  /// True when more events may be available right now.
  bool more = false;
};

/// Follows the events of one owner and misses none, also where events are committed slightly out of
/// order: it reads the events of the last kEventLag again and drops those that it knows. Not
/// thread-safe.
class EventReader {
 public:
  /// Reads on from a cursor that an earlier reader had reached; "": from the oldest event that is
  /// kept. The events of the last kEventLag before it may come again.
  EventReader(EventRepository& events, UserId owner, std::string after)
      : events_(&events), owner_(std::move(owner)), reached_(std::move(after)) {}
  /// Reads the events that are committed from now on. Errors: those of EventRepository.
  [[nodiscard]] static Result<EventReader> from_now(EventRepository& events, const UserId& owner);

  /// Returns events that are new to this reader, some hundred at most, in the order of their
  /// cursors. One comes again only if the owner's newest events were deleted. Errors: those of
  /// EventRepository::list_events(); the next call continues. With `now` it does not read the last
  /// kEventLag again when nothing can have been committed late any more.
  [[nodiscard]] Result<EventPage> read(std::optional<TimePoint> now = {});
  /// Returns where another reader can read on.
  [[nodiscard]] const std::string& cursor() const noexcept { return reached_; }

 private:
  EventRepository* events_;
  UserId owner_;
  std::string reached_;
  /// The events between rewind(reached_) and reached_ that were returned.
  std::set<EventId> known_;
  /// The time of the event at reached_, if it is known.
  std::optional<TimePoint> newest_at_;
  /// True when a call found nothing new more than kEventLag after newest_at_.
  bool is_settled_ = false;
};

}  // namespace audmg::database
