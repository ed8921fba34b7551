// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/attempt_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/app_passwords/end_app_passwords.hpp"
#include "audmg/functions/credentials/account_credentials.hpp"
#include "audmg/functions/credentials/audit_log.hpp"
#include "audmg/functions/credentials/known_addresses.hpp"
#include "audmg/functions/credentials/link_tokens.hpp"
#include "audmg/functions/credentials/password_check.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/telemetry/logger.hpp"

#include <string>
#include <utility>

namespace audmg::functions {
namespace {

/// Of two uses of one link at the same time, one waits in vain; the change of the password ends the
/// link for good.
constexpr database::AttemptLimit kOneAtATime{"reset_link", 1, kResetLifetime};

std::unexpected<Refusal> bad_link() { return refuse(invalid_link()); }

struct PasswordReset {
  std::string token;
  SecretText password;
  bool ends_app_passwords = false;
};

/// Whoever has opened the link has the mailbox. The password is changed by now, so a failure is
/// only logged: the address can be confirmed another time.
void confirm_address(const database::User& user, const AccountServices& services) {
  const auto confirmed = services.users.change_user(
      user.id, {.email_verified_at = services.clock.now(), .if_email = user.email});
  if (confirmed) return;
  services.logger.log(telemetry::Level::warning, "address_not_confirmed",
                      {{"userId", std::string_view(user.id.text())},
                       {"reason", std::string_view(confirmed.error().message)}});
}

Result<void> reset_by_link(const database::User& user, const PasswordReset& sent,
                           const http::Request& request, const AccountServices& services) {
  const auto end_app_passwords_if_asked = [&]() -> Result<void> {
    if (!sent.ends_app_passwords) return {};
    AUDMG_TRY(const bool ended, end_app_passwords(user.id, services));
    if (ended) note_audit({.action = "app_passwords_ended", .user = user.id}, request, services);
    return {};
  };
  // First, while the link can still be used again if this fails.
  AUDMG_CHECK(end_app_passwords_if_asked());
  AUDMG_CHECK(
      set_password({.user = user.id,
                    .password = sent.password.text(),
                    .notice = sent.ends_app_passwords ? AccountMailKind::password_changed_everywhere
                                                      : AccountMailKind::password_changed},
                   services));
  note_audit({.action = "password_reset", .user = user.id}, request, services);
  confirm_address(user, services);
  // Those that one of the ended sessions may have made in between. The link is used up, so a
  // failure is the operator's to know.
  if (const auto again = end_app_passwords_if_asked(); !again) {
    services.logger.log(telemetry::Level::warning, "app_passwords_left",
                        {{"userId", std::string_view(user.id.text())},
                         {"reason", std::string_view(again.error().message)}});
  }
  return {};
}

}  // namespace

/// Does not log in, and leaves the second factors as they are; app passwords only if the request
/// does not say "endAppPasswords".
Response reset_password(const http::Request& request, const AccountServices& services) {
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse(request));
  http::FieldReader fields(body);
  const PasswordReset sent{
      .token = fields.required_string("token"),
      .password = fields.required_secret("newPassword"),
      .ends_app_passwords = fields.optional_bool("endAppPasswords").value_or(false)};
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  const auto token = read_link_token(LinkPurpose::reset_password, sent.token, services);
  if (!token) return bad_link();
  AUDMG_TRY(const auto user, services.users.find_user(token->user));
  if (!user || !is_current(LinkPurpose::reset_password, *token, *user)) return bad_link();
  AUDMG_TRY(const AccountCredentials credentials, load_credentials(user->id, services));
  check_new_password("newPassword", sent.password.text(), user->username, user->email,
                     credentials.factors.has_second_factor(), services, fields);
  if (auto problem = fields.problem()) return refuse(*std::move(problem));

  const TimePoint now = services.clock.now();
  AUDMG_TRY(const auto wait, services.attempts.take(kOneAtATime, sent.token, now));
  if (wait) return bad_link();
  if (auto set = reset_by_link(*user, sent, request, services); !set) {
    AUDMG_CHECK(services.attempts.give_back(kOneAtATime, sent.token, now));
    return std::unexpected(std::move(set).error());
  }
  // Strangers' guesses do not keep the owner from logging in here now.
  remember_address(user->id, credentials.factors, request, services);
  return http::Response{.status = 204, .headers = {}, .body = {}};
}

}  // namespace audmg::functions
