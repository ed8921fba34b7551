// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/credential_repository.hpp"
#include "doubles/failure_plan.hpp"

namespace audmg::database {

/// Forwards every call unless the plan makes it fail; a failed call does nothing.
class FailingCredentialRepository final : public CredentialRepository {
 public:
  FailingCredentialRepository(CredentialRepository& inner, FailurePlan& plan)
      : inner_(inner), plan_(plan) {}

  Result<Credentials> find_credentials(const UserId& user) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.find_credentials(user);
  }

  Result<void> set_password_hash(const UserId& user, std::string_view password_hash,
                                 const SessionId& kept) override {
    AUDMG_CHECK(plan_.before_call());
    return plan_.after_change(inner_.set_password_hash(user, password_hash, kept));
  }

  Result<bool> replace_password_hash(const UserId& user, std::string_view present,
                                     std::string_view next) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.replace_password_hash(user, present, next);
  }

  Result<bool> replace_factors(const UserId& user, std::int64_t revision,
                               std::string_view factors) override {
    AUDMG_CHECK(plan_.before_call());
    return plan_.after_change(inner_.replace_factors(user, revision, factors));
  }

 private:
  CredentialRepository& inner_;
  FailurePlan& plan_;
};

}  // namespace audmg::database
