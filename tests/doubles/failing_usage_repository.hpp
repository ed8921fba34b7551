// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/usage_repository.hpp"
#include "doubles/failure_plan.hpp"

namespace audmg::database {

/// Forwards every call unless the plan makes it fail; a failed call does nothing.
class FailingUsageRepository final : public UsageRepository {
 public:
  FailingUsageRepository(UsageRepository& inner, FailurePlan& plan) : inner_(inner), plan_(plan) {}

  Result<std::vector<Usage>> find_usages(std::span<const UserId> users) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.find_usages(users);
  }

 private:
  UsageRepository& inner_;
  FailurePlan& plan_;
};

}  // namespace audmg::database
