// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/user_repository.hpp"
#include "doubles/failure_plan.hpp"

namespace audmg::database {

/// Forwards every call unless the plan makes it fail; a failed call does nothing.
class FailingUserRepository final : public UserRepository {
 public:
  using UserRepository::create_user;
  FailingUserRepository(UserRepository& inner, FailurePlan& plan) : inner_(inner), plan_(plan) {}

  Result<CreateUserOutcome> create_user(const NewUser& user,
                                        const IdempotentCompletion* completion) override {
    AUDMG_CHECK(plan_.before_call());
    return plan_.after_change(inner_.create_user(user, completion));
  }

  Result<bool> had_account() override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.had_account();
  }

  Result<std::optional<User>> find_user(const UserId& id) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.find_user(id);
  }

  Result<std::optional<User>> find_user_by_username(std::string_view username) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.find_user_by_username(username);
  }

  Result<std::optional<User>> find_user_by_email(std::string_view email) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.find_user_by_email(email);
  }

  Result<std::vector<User>> list_users(const UserId& after, std::size_t limit) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.list_users(after, limit);
  }

  Result<ChangeUserOutcome> change_user(const UserId& id, const UserChange& change) override {
    AUDMG_CHECK(plan_.before_call());
    return plan_.after_change(inner_.change_user(id, change));
  }

  Result<void> set_disabled(const UserId& id, bool disabled) override {
    AUDMG_CHECK(plan_.before_call());
    return plan_.after_change(inner_.set_disabled(id, disabled));
  }

  Result<void> delete_user(const UserId& id) override {
    AUDMG_CHECK(plan_.before_call());
    return plan_.after_change(inner_.delete_user(id));
  }

 private:
  UserRepository& inner_;
  FailurePlan& plan_;
};

}  // namespace audmg::database
