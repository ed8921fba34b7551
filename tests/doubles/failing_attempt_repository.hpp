// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/attempt_repository.hpp"
#include "doubles/failure_plan.hpp"

namespace audmg::database {

/// Forwards every call unless the plan makes it fail; a failed call does nothing.
class FailingAttemptRepository final : public AttemptRepository {
 public:
  FailingAttemptRepository(AttemptRepository& inner, FailurePlan& plan)
      : inner_(inner), plan_(plan) {}

  Result<std::optional<std::chrono::seconds>> take(const AttemptLimit& limit,
                                                   std::string_view subject,
                                                   TimePoint now) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.take(limit, subject, now);
  }

  Result<void> give_back(const AttemptLimit& limit, std::string_view subject,
                         TimePoint now) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.give_back(limit, subject, now);
  }

 private:
  AttemptRepository& inner_;
  FailurePlan& plan_;
};

}  // namespace audmg::database
