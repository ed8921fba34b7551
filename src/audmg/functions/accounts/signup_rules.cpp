// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/lib/json/writer.hpp"

#include <utility>

namespace audmg::functions {
namespace {

bool is_open(SignupMode mode, bool had_account) {
  switch (mode) {
    case SignupMode::off:
      return false;
    case SignupMode::first:
      return !had_account;
    case SignupMode::on:
    case SignupMode::confirm:
      return true;
  }
  return false;
}

}  // namespace

/// Tells the entrance what to offer before anybody is logged in. Accounts are not counted: a
/// stranger learns no more than an attempt to sign up would tell.
Response signup_rules(const http::Request&, const AccountServices& services) {
  AUDMG_TRY(const bool had_account, services.users.had_account());
  json::Writer json;
  json.begin_object()
      .field("open", is_open(services.policies.signup, had_account))
      .field("firstAccount", !had_account)
      .end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
