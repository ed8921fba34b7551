// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/account_name.hpp"
#include "audmg/database/attempt_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/credentials/account_mail.hpp"
#include "audmg/functions/credentials/audit_log.hpp"
#include "audmg/functions/credentials/counted_attempts.hpp"
#include "audmg/functions/credentials/password_check.hpp"
#include "audmg/functions/credentials/recent_authentication.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/identity/account_rules.hpp"
#include "audmg/identity/account_text.hpp"

#include <chrono>
#include <string>
#include <utility>

namespace audmg::functions {
namespace {

constexpr database::AttemptLimit kChangesPerMailbox{"change_mailbox", 3, std::chrono::hours(1)};
constexpr database::AttemptLimit kChangesPerAccount{"change_account", 10, std::chrono::hours(1)};

/// Where no mails are sent nobody could confirm an address.
Outcome<void> change_at_once(const database::User& user, const std::string& email,
                             const AccountServices& services) {
  AUDMG_TRY(const auto outcome,
            services.users.change_user(user.id, {.email = email,
                                                 .email_verified_at = std::optional<TimePoint>{},
                                                 .if_email = user.email}));
  switch (outcome) {
    case database::ChangeUserOutcome::changed:
      return {};
    case database::ChangeUserOutcome::email_taken:
      return refuse(email_taken());
    case database::ChangeUserOutcome::other_email:
      break;
  }
  return std::unexpected(Error{ErrorCode::conflict, "another request changes the address"});
}

/// The mail goes to a mailbox that may be anybody's.
Outcome<void> ask_new_address(const database::User& user, const std::string& email,
                              const AccountServices& services) {
  AUDMG_TRY(CountedAttempts attempts,
            CountedAttempts::take({{kChangesPerMailbox, database::fold_account_name(email)},
                                   {kChangesPerAccount, user.id.text()}},
                                  services));
  const auto queued = queue_mail({.kind = AccountMailKind::change_email,
                                  .user = user.id,
                                  .to = email,
                                  .credential_version = user.credential_version,
                                  .present_email = user.email},
                                 services);
  if (queued) return {};
  attempts.give_back();
  return std::unexpected(queued.error());
}

}  // namespace

/// 202: the new address has to confirm by the link that it was sent. 204: it is changed, because
/// this drive sends no mails.
Response change_email(const http::Principal& caller, const http::Request& request,
                      const AccountServices& services) {
  AUDMG_CHECK(require_recent_authentication(caller, services));
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse(request));
  http::FieldReader fields(body);
  const std::string email = identity::normal_account_name(fields.required_string("email"));
  const SecretText password = fields.required_secret("password");
  if (const auto violation = identity::check_email(email); violation && !fields.rejected("email")) {
    fields.reject("email", violation->code, std::string(violation->message));
  }
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  AUDMG_TRY(const auto user, services.users.find_user(caller.user));
  if (!user) return refuse(unauthorized());
  AUDMG_CHECK(check_own_password(caller, password.text(), request, services));
  if (sends_mail(services)) {
    AUDMG_CHECK(ask_new_address(*user, email, services));
    note_audit({.action = "email_change_asked", .user = user->id}, request, services);
    return http::Response{.status = 202, .headers = {}, .body = {}};
  }
  AUDMG_CHECK(change_at_once(*user, email, services));
  note_audit({.action = "email_changed", .user = user->id}, request, services);
  return http::Response{.status = 204, .headers = {}, .body = {}};
}

}  // namespace audmg::functions
