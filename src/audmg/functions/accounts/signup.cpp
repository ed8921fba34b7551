// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/idempotent_call.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/identity/account_rules.hpp"
#include "audmg/identity/account_text.hpp"
#include "audmg/identity/password_hasher.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/telemetry/logger.hpp"

#include <string>
#include <utility>

namespace audmg::functions {
namespace {

struct NewAccount {
  std::string username;
  SecretText password;
  std::string email;
};

void check(http::FieldReader& fields, std::string_view name,
           const std::optional<identity::RuleViolation>& violation) {
  if (violation && !fields.rejected(name)) {
    fields.reject(name, violation->code, std::string(violation->message));
  }
}

Outcome<NewAccount> read_account(const http::Request& request) {
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse(request));
  http::FieldReader fields(body);
  NewAccount account{.username = identity::normal_account_name(fields.required_string("username")),
                     .password = fields.required_secret("password"),
                     .email = identity::normal_account_name(fields.required_string("email"))};
  check(fields, "username", identity::check_username(account.username));
  check(fields, "email", identity::check_email(account.email));
  check(fields, "password",
        identity::check_password(account.password.text(), account.username, account.email));
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  return account;
}

http::Response signed_up(std::string_view user_id) {
  json::Writer json;
  json.begin_object()
      .field("message", "User registered successfully.")
      .field("userId", user_id)
      .end_object();
  return http::json_response(201, std::move(json).take());
}

/// An account whose outcome is unknown was created when it is there: its id is of this request.
Result<database::CreateUserOutcome> create_or_find(const database::User& user, IdempotentCall& call,
                                                   const AccountServices& services) {
  auto created = services.users.create_user(user, call.completion(201));
  if (created || created.error().code != ErrorCode::unknown_outcome) return created;
  const auto found = services.users.find_user(user.id);
  if (!found || !*found) return created;
  return database::CreateUserOutcome::created;
}

Outcome<UserId> create_user(const NewAccount& account, IdempotentCall& call,
                            const AccountServices& services) {
  AUDMG_TRY(std::string phc, services.passwords.hash(account.password.text()));
  const TimePoint now = services.clock.now();
  database::User user{.id = UserId::make(now),
                      .username = account.username,
                      .email = account.email,
                      .password_hash = std::move(phc),
                      .credential_version = 1,
                      .disabled = false,
                      .created_at = now};
  AUDMG_TRY(const auto outcome, create_or_find(user, call, services));
  switch (outcome) {
    case database::CreateUserOutcome::created:
      call.set_done();
      return user.id;
    case database::CreateUserOutcome::username_taken:
      return refuse({.status = 409,
                     .code = "username_taken",
                     .message = "Another account has this username. Choose another."});
    case database::CreateUserOutcome::email_taken:
      return refuse({.status = 409,
                     .code = "email_taken",
                     .message = "An account with this e-mail address exists."});
  }
  return std::unexpected(Error{ErrorCode::internal, "unknown outcome of create_user"});
}

}  // namespace

Response signup(const http::Request& request, const AccountServices& services) {
  if (!services.policies.signup_enabled) {
    return refuse({.status = 403,
                   .code = "signup_disabled",
                   .message = "Sign-up is off here. Ask the operator for an account."});
  }
  AUDMG_TRY(const NewAccount account, read_account(request));
  AUDMG_TRY(
      IdempotentCall call,
      IdempotentCall::begin(request, {"signup", "anonymous"},
                            {account.username, account.password.text(), account.email}, services));
  if (call.is_replay()) return call.mark(signed_up(call.resource_id()));

  AUDMG_TRY(const UserId id, create_user(account, call, services));
  services.logger.log(telemetry::Level::info, "signed_up",
                      {{"requestId", std::string_view(request.request_id)},
                       {"userId", std::string_view(id.text())}});
  return signed_up(id.text());
}

}  // namespace audmg::functions
