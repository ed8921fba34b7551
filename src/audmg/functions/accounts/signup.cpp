// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/account_name.hpp"
#include "audmg/database/attempt_repository.hpp"
#include "audmg/database/invitation_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/client_subject.hpp"
#include "audmg/functions/credentials/account_mail.hpp"
#include "audmg/functions/credentials/admin_role.hpp"
#include "audmg/functions/credentials/audit_log.hpp"
#include "audmg/functions/credentials/counted_attempts.hpp"
#include "audmg/functions/credentials/invitation_token.hpp"
#include "audmg/functions/credentials/password_check.hpp"
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

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace audmg::functions {
namespace {

constexpr database::AttemptLimit kSignupsPerClient{"signup_address", 10, std::chrono::hours(1)};
/// Mails that tell an owner of sign-ups with the same address.
constexpr database::AttemptLimit kMailsToOwner{"signup_mailbox", 3, std::chrono::hours(1)};

struct NewAccount {
  std::string username;
  SecretText password;
  std::string email;
  std::string invitation;
};

void check(http::FieldReader& fields, std::string_view name,
           const std::optional<identity::RuleViolation>& violation) {
  if (violation && !fields.rejected(name)) {
    fields.reject(name, violation->code, std::string(violation->message));
  }
}

Outcome<NewAccount> read_account(const http::Request& request, const CommonServices& services) {
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse(request));
  http::FieldReader fields(body);
  NewAccount account{.username = identity::normal_account_name(fields.required_string("username")),
                     .password = fields.required_secret("password"),
                     .email = identity::normal_account_name(fields.required_string("email")),
                     .invitation = fields.optional_string("invitation").value_or("")};
  check(fields, "username", identity::check_username(account.username));
  check(fields, "email", identity::check_email(account.email));
  check_new_password("password", account.password.text(), account.username, account.email, false,
                     services, fields);
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

std::unexpected<Refusal> signup_disabled() {
  return refuse({.status = 403,
                 .code = "signup_disabled",
                 .message = "Sign-up is off here. Ask the operator for an invitation."});
}

std::unexpected<Refusal> invalid_invitation() {
  return refuse({.status = 403,
                 .code = "invalid_invitation",
                 .message = "This invitation was used, withdrawn, or it is too old, or whoever "
                            "made it is no admin any more. Ask for another one."});
}

/// Returns the invitation that the request carries, nothing if it carries none.
Outcome<std::optional<database::Invitation>> find_invitation(const NewAccount& account,
                                                             const AccountServices& services) {
  if (account.invitation.empty()) return std::nullopt;
  const auto token = parse_invitation_token(account.invitation);
  if (!token) return invalid_invitation();
  AUDMG_TRY(auto invitation, services.invitations.find_invitation(token->id));
  if (!invitation || invitation->secret_hash != token->hash()) return invalid_invitation();
  const bool for_another =
      !invitation->email.empty() &&
      database::fold_account_name(invitation->email) != database::fold_account_name(account.email);
  if (for_another) return invalid_invitation();
  AUDMG_TRY(const bool stands, may_still_invite(invitation->created_by, services));
  if (!stands) return invalid_invitation();
  return invitation;
}

database::NewUser new_user(const NewAccount& account, std::string phc,
                           const std::optional<database::Invitation>& invitation,
                           const AccountServices& services) {
  const TimePoint now = services.clock.now();
  database::NewUser user{
      .user = {.id = UserId::make(now),
               .username = account.username,
               .email = account.email,
               .created_at = now,
               .awaits_confirmation = services.policies.signup == SignupMode::confirm},
      .password_hash = std::move(phc)};
  if (invitation) {
    user.invitation = invitation->id;
    user.user.role = invitation->role;
  } else {
    user.only_first = services.policies.signup == SignupMode::first;
  }
  return user;
}

/// An account whose outcome is unknown was created when it is there: its id is of this request.
Result<database::CreateUserOutcome> create_or_find(const database::NewUser& user,
                                                   IdempotentCall& call,
                                                   const AccountServices& services) {
  auto created = services.users.create_user(user, call.completion(201));
  if (created || created.error().code != ErrorCode::unknown_outcome) return created;
  const auto found = services.users.find_user(user.user.id);
  if (!found || !*found) return created;
  return database::CreateUserOutcome::created;
}

/// Tells the owner of an address that somebody signed up with it. Whoever did so gets the answer of
/// any other sign-up, so a failure is only logged.
void tell_owner(const std::string& email, const AccountServices& services) {
  const auto find_and_count = [&]() -> Outcome<UserId> {
    AUDMG_TRY(const auto owner, services.users.find_user_by_email(email));
    if (!owner) return UserId();
    AUDMG_CHECK(CountedAttempts::take({{kMailsToOwner, owner->id.text()}}, services));
    return owner->id;
  };
  const auto owner = find_and_count();
  if (owner && !owner->empty()) {
    queue_notice({.kind = AccountMailKind::email_taken, .user = *owner}, services);
  } else if (!owner && std::holds_alternative<Error>(owner.error())) {
    services.logger.log(telemetry::Level::error, "owner_not_told",
                        {{"reason", std::string_view(std::get<Error>(owner.error()).message)}});
  }
}

/// Where addresses are confirmed, nobody learns whether one has an account, not even by what comes
/// after the sign-up: log-in, a replay, another sign-up with the name. So the account is made
/// without the address, and nobody can confirm it.
Result<database::CreateUserOutcome> create_without_address(database::NewUser user,
                                                           const std::string& email,
                                                           IdempotentCall& call,
                                                           const AccountServices& services) {
  user.user.email = user.user.id.text() + "@taken.invalid";  // RFC 2606: no such mailbox, ever.
  AUDMG_TRY(const auto outcome, create_or_find(user, call, services));
  if (outcome == database::CreateUserOutcome::created) tell_owner(email, services);
  return outcome;
}

Outcome<UserId> create_user(const NewAccount& account, const database::NewUser& user,
                            IdempotentCall& call, const AccountServices& services) {
  AUDMG_TRY(auto outcome, create_or_find(user, call, services));
  if (outcome == database::CreateUserOutcome::email_taken &&
      services.policies.signup == SignupMode::confirm) {
    AUDMG_TRY(outcome, create_without_address(user, account.email, call, services));
  }
  switch (outcome) {
    case database::CreateUserOutcome::created:
      call.set_done();
      return user.user.id;
    case database::CreateUserOutcome::username_taken:
      return refuse({.status = 409,
                     .code = "username_taken",
                     .message = "Another account has this username. Choose another."});
    case database::CreateUserOutcome::email_taken:
      return refuse(email_taken());
    case database::CreateUserOutcome::invitation_gone:
      return invalid_invitation();
    case database::CreateUserOutcome::not_first:
      return signup_disabled();
  }
  return std::unexpected(Error{ErrorCode::internal, "unknown outcome of create_user"});
}

}  // namespace

Response signup(const http::Request& request, const AccountServices& services) {
  AUDMG_TRY(const NewAccount account, read_account(request, services));
  AUDMG_TRY(const auto invitation, find_invitation(account, services));
  if (!invitation && services.policies.signup == SignupMode::off) return signup_disabled();
  // Strangers do not share their keys: nobody can learn of another one's call.
  const std::string stranger = "anonymous " + client_subject(request.client_address);
  AUDMG_TRY(IdempotentCall call, IdempotentCall::begin(request, {"signup", stranger},
                                                       {account.username, account.password.text(),
                                                        account.email, account.invitation},
                                                       services));
  if (call.is_replay()) return call.mark(signed_up(call.resource_id()));
  AUDMG_CHECK(count_client(kSignupsPerClient, request, services));

  AUDMG_TRY(std::string phc, services.passwords.hash(account.password.text()));
  const database::NewUser user = new_user(account, std::move(phc), invitation, services);
  AUDMG_TRY(const UserId id, create_user(account, user, call, services));
  queue_notice({.kind = AccountMailKind::verify_email, .user = id}, services);
  note_audit({.action = "signed_up", .user = id}, request, services);
  return signed_up(id.text());
}

}  // namespace audmg::functions
