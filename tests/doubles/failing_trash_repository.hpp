// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/trash_repository.hpp"
#include "doubles/failure_plan.hpp"

namespace audmg::database {

/// Forwards every call unless the plan makes it fail; a failed call does nothing.
class FailingTrashRepository final : public TrashRepository {
 public:
  FailingTrashRepository(TrashRepository& inner, FailurePlan& plan) : inner_(inner), plan_(plan) {}

  Result<std::vector<File>> list_trash(const ListTrashRequest& request) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.list_trash(request);
  }

  Result<std::vector<File>> list_overdue_trash(const ListOverdueTrashRequest& request) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.list_overdue_trash(request);
  }

 private:
  TrashRepository& inner_;
  FailurePlan& plan_;
};

}  // namespace audmg::database
