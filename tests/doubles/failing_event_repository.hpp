// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/event_repository.hpp"
#include "doubles/failure_plan.hpp"

#include <string>
#include <string_view>

namespace audmg::database {

/// Forwards every call unless the plan makes it fail; a failed call does nothing.
class FailingEventRepository final : public EventRepository {
 public:
  FailingEventRepository(EventRepository& inner, FailurePlan& plan) : inner_(inner), plan_(plan) {}

  Result<void> add_event(const UserId& owner, const FileId& file, const NewEvent& event) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.add_event(owner, file, event);
  }

  Result<std::vector<Event>> list_events(const ListEventsRequest& request) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.list_events(request);
  }

  std::string rewind(std::string_view cursor) const override { return inner_.rewind(cursor); }
  bool precedes(std::string_view a, std::string_view b) const override {
    return inner_.precedes(a, b);
  }

  Result<std::string> newest_cursor(const UserId& owner) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.newest_cursor(owner);
  }

  Result<std::vector<Event>> list_file_events(const UserId& owner, const FileId& file,
                                              std::size_t limit) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.list_file_events(owner, file, limit);
  }

  Result<void> delete_events_before(TimePoint time) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.delete_events_before(time);
  }

 private:
  EventRepository& inner_;
  FailurePlan& plan_;
};

}  // namespace audmg::database
