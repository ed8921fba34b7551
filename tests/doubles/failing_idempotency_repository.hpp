// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/idempotency_repository.hpp"
#include "doubles/failure_plan.hpp"

namespace audmg::database {

/// Forwards every call unless the plan makes it fail; a failed call does nothing.
class FailingIdempotencyRepository final : public IdempotencyRepository {
 public:
  FailingIdempotencyRepository(IdempotencyRepository& inner, FailurePlan& plan)
      : inner_(inner), plan_(plan) {}

  Result<BeginResult> begin(const BeginIdempotentRequest& request) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.begin(request);
  }

  Result<void> complete(const IdempotencyKey& key, int status,
                        const std::string& resource_id) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.complete(key, status, resource_id);
  }

  Result<void> abandon(const IdempotencyKey& key) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.abandon(key);
  }

  Result<void> delete_expired_records(TimePoint now) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.delete_expired_records(now);
  }

 private:
  IdempotencyRepository& inner_;
  FailurePlan& plan_;
};

}  // namespace audmg::database
