// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/operations/accounts.hpp"

#include <optional>
#include <string>
#include <vector>

namespace audmg::app {

/// For tests: writes down what it is asked, and answers as told.
class RecordingAccounts final : public Accounts {
 public:
  Result<std::string> add(const NewAccount& account) override {
    return answer("add " + account.username + " " + account.email + " " + account.password,
                  "id of " + account.username);
  }
  Result<std::vector<Account>> list(std::string_view after) override {
    return answer("list " + std::string(after), page);
  }
  Result<void> set_password(std::string_view user, std::string_view password) override {
    AUDMG_CHECK(answer("passwd " + std::string(user) + " " + std::string(password), 0));
    return {};
  }
  Result<void> set_disabled(std::string_view user, bool disabled) override {
    AUDMG_CHECK(answer((disabled ? "disable " : "enable ") + std::string(user), 0));
    return {};
  }
  Result<std::uint64_t> remove(std::string_view user) override {
    return answer("remove " + std::string(user), std::uint64_t{3});
  }

  std::vector<std::string> calls;
  std::vector<Account> page;
  std::optional<Error> error;

 private:
  template <class T>
  Result<T> answer(std::string call, T value) {
    calls.push_back(std::move(call));
    if (error) return std::unexpected(*error);
    return value;
  }
};

}  // namespace audmg::app
