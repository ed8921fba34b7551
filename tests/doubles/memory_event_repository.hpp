// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/number.hpp"
#include "audmg/database/event_repository.hpp"
#include "doubles/failure_plan.hpp"

#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace audmg::database {

/// Keeps events in memory, in the order in which they were added, for tests of code that reads
/// them.
class MemoryEventRepository final : public EventRepository {
 public:
  MemoryEventRepository() = default;
  /// Fails according to a plan that it shares with other doubles.
  explicit MemoryEventRepository(FailurePlan& plan) : failures(plan) {}

  Result<void> add_event(const UserId& owner, const FileId& file, const NewEvent& event) override {
    AUDMG_CHECK(failures.before_call());
    const std::scoped_lock lock(mutex_);
    events_.push_back({.id = event.id,
                       .owner = owner,
                       .file = file,
                       .type = event.type,
                       .at = event.at,
                       .detail = event.detail,
                       .cursor = std::to_string(events_.size() + 1)});
    return {};
  }

  Result<std::vector<Event>> list_events(const ListEventsRequest& request) override {
    AUDMG_CHECK(failures.before_call());
    const auto after = request.after.empty() ? 0 : parse_whole<std::size_t>(request.after);
    if (!after) return fail(ErrorCode::invalid_argument, "no cursor");
    const std::scoped_lock lock(mutex_);
    std::vector<Event> found;
    for (std::size_t i = *after; i < events_.size() && found.size() < request.limit; ++i) {
      if (events_[i].owner == request.owner) found.push_back(events_[i]);
    }
    return found;
  }

  std::string rewind(std::string_view cursor) const override { return std::string(cursor); }
  bool precedes(std::string_view a, std::string_view b) const override {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  }

  Result<std::string> newest_cursor(const UserId& owner) override {
    AUDMG_CHECK(failures.before_call());
    const std::scoped_lock lock(mutex_);
    std::string cursor;
    for (const Event& event : events_) {
      if (event.owner == owner) cursor = event.cursor;
    }
    return cursor;
  }

  Result<std::vector<Event>> list_file_events(const UserId& owner, const FileId& file,
                                              std::size_t limit) override {
    const std::scoped_lock lock(mutex_);
    std::vector<Event> found;
    for (const Event& event : events_) {
      if (event.owner == owner && event.file == file && found.size() < limit) {
        found.push_back(event);
      }
    }
    return found;
  }

  Result<void> delete_events_before(TimePoint) override { return {}; }

 private:
  FailurePlan own_plan_;

 public:
  FailurePlan& failures = own_plan_;

 private:
  std::mutex mutex_;
  std::vector<Event> events_;
};

}  // namespace audmg::database
