// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/audit_repository.hpp"
#include "doubles/failure_plan.hpp"

#include <utility>

namespace audmg::database {

/// Forwards every call unless the plan makes it fail; a failed call does nothing.
class FailingAuditRepository final : public AuditRepository {
 public:
  FailingAuditRepository(AuditRepository& inner, FailurePlan& plan) : inner_(inner), plan_(plan) {}

  Result<void> append_entry(AuditEntry entry) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.append_entry(std::move(entry));
  }

  Result<std::vector<AuditEntry>> list_entries(const ListAuditRequest& request) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.list_entries(request);
  }

  Result<void> delete_entries_before(TimePoint time) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.delete_entries_before(time);
  }

 private:
  AuditRepository& inner_;
  FailurePlan& plan_;
};

}  // namespace audmg::database
