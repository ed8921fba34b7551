// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/outbox.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::database {

/// One event as it is kept for its owner.
struct Event {
  EventId id;
  UserId owner;
  /// Empty when it concerns several files, or a collection.
  FileId file;
  std::string type;
  TimePoint at;
  std::string detail;
  /// Position among the owner's events. Opaque text that sorts only for the repository. An event
  /// may be committed shortly after another one and still come before it:
  /// EventRepository::rewind().
  std::string cursor;
};

struct ListEventsRequest {
  UserId owner;
  /// Events after this one; "": from the oldest that is kept.
  std::string after;
  std::size_t limit = 100;
};

/// The longest time between the making of an event's id and its commit, together with the largest
/// difference between the clocks of a drive's servers.
inline constexpr std::chrono::seconds kEventLag{60};

/// An event is kept for this long, at least.
inline constexpr std::chrono::hours kEventLifetime{30 * 24};

/// The history of each user's files, kept for kEventLifetime. Events are written by the changes
/// that cause them (FileRepository), never alone, except by add_event(). They are deleted with
/// their owner. All methods may block and are thread-safe; writes are durable when they return.
/// Errors of all methods: unavailable, out_of_space, internal.
class EventRepository {
 public:
  EventRepository() = default;
  EventRepository(const EventRepository&) = delete;
  EventRepository& operator=(const EventRepository&) = delete;
  virtual ~EventRepository() = default;

  /// Adds an event for a step that changes no file (an attempt that failed and will be tried
  /// again). If the owner or the file is gone, writes nothing and succeeds.
  [[nodiscard]] virtual Result<void> add_event(const UserId& owner, const FileId& file,
                                               const NewEvent& event) = 0;
  /// Lists events in the order of their cursors, which is nearly the one in which they were
  /// committed: see rewind(). Errors: invalid_argument when `after` is not a cursor.
  [[nodiscard]] virtual Result<std::vector<Event>> list_events(
      const ListEventsRequest& request) = 0;
  /// Returns the cursor from which to read on so that no event is missed that was not yet committed
  /// when the reader came to `cursor`. The events in between are listed again, with the same ids:
  /// EventReader drops them. Equals `cursor` where events are numbered when they are committed;
  /// otherwise it is kEventLag earlier. Precondition: `cursor` is "" or one of this repository.
  [[nodiscard]] virtual std::string rewind(std::string_view cursor) const = 0;
  /// Returns whether the event of cursor `a` comes before that of `b`; "" comes before all. The
  /// events need not be kept any more. Precondition: both are "" or cursors of this repository.
  [[nodiscard]] virtual bool precedes(std::string_view a, std::string_view b) const = 0;
  /// Returns the cursor of the owner's newest event; "" when there is none.
  [[nodiscard]] virtual Result<std::string> newest_cursor(const UserId& owner) = 0;
  /// Lists the events of one file that are still kept, oldest first.
  [[nodiscard]] virtual Result<std::vector<Event>> list_file_events(const UserId& owner,
                                                                    const FileId& file,
                                                                    std::size_t limit) = 0;
  [[nodiscard]] virtual Result<void> delete_events_before(TimePoint time) = 0;
};

}  // namespace audmg::database
