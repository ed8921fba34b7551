// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/session_repository.hpp"
#include "doubles/failure_plan.hpp"

namespace audmg::database {

/// Forwards every call unless the plan makes it fail; a failed call does nothing.
class FailingSessionRepository final : public SessionRepository {
 public:
  FailingSessionRepository(SessionRepository& inner, FailurePlan& plan)
      : inner_(inner), plan_(plan) {}

  Result<void> create_session(const Session& session) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.create_session(session);
  }

  Result<RenewOutcome> renew_session(const RenewRequest& request) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.renew_session(request);
  }

  Result<std::optional<LiveSession>> find_session(const UserId& owner,
                                                  const SessionId& id) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.find_session(owner, id);
  }

  Result<std::vector<Session>> list_sessions(const UserId& owner, TimePoint now) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.list_sessions(owner, now);
  }

  Result<void> stamp_session(const UserId& owner, const SessionId& id,
                             TimePoint authenticated_at) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.stamp_session(owner, id, authenticated_at);
  }

  Result<void> delete_session(const UserId& owner, const SessionId& id) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.delete_session(owner, id);
  }

  Result<void> delete_other_sessions(const UserId& owner, const SessionId& kept) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.delete_other_sessions(owner, kept);
  }

  Result<void> delete_expired_sessions(TimePoint now) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.delete_expired_sessions(now);
  }

 private:
  SessionRepository& inner_;
  FailurePlan& plan_;
};

}  // namespace audmg::database
