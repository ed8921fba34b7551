// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/app_password_repository.hpp"
#include "doubles/failure_plan.hpp"

namespace audmg::database {

/// Forwards every call unless the plan makes it fail; a failed call does nothing.
class FailingAppPasswordRepository final : public AppPasswordRepository {
 public:
  FailingAppPasswordRepository(AppPasswordRepository& inner, FailurePlan& plan)
      : inner_(inner), plan_(plan) {}

  Result<void> create_app_password(const AppPassword& app_password) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.create_app_password(app_password);
  }

  Result<std::optional<LiveAppPassword>> find_app_password(const UserId& owner,
                                                           const AppPasswordId& id) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.find_app_password(owner, id);
  }

  Result<std::vector<AppPassword>> list_app_passwords(const UserId& owner) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.list_app_passwords(owner);
  }

  Result<void> note_use(const UserId& owner, const AppPasswordId& id, TimePoint at) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.note_use(owner, id, at);
  }

  Result<bool> delete_app_password(const UserId& owner, const AppPasswordId& id) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.delete_app_password(owner, id);
  }

 private:
  AppPasswordRepository& inner_;
  FailurePlan& plan_;
};

}  // namespace audmg::database
