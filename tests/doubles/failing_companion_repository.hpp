// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/companion_repository.hpp"
#include "doubles/failure_plan.hpp"

namespace audmg::database {

/// Forwards every call unless the plan makes it fail; a failed call does nothing.
class FailingCompanionRepository final : public CompanionRepository {
 public:
  FailingCompanionRepository(CompanionRepository& inner, FailurePlan& plan)
      : inner_(inner), plan_(plan) {}

  Result<PutCompanionResult> put_companion(const PutCompanionRequest& request) override {
    AUDMG_CHECK(plan_.before_call());
    return plan_.after_change(inner_.put_companion(request));
  }

 private:
  CompanionRepository& inner_;
  FailurePlan& plan_;
};

}  // namespace audmg::database
