// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/account_name.hpp"
#include "audmg/database/session_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/accounts/token_answer.hpp"
#include "audmg/functions/client_subject.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/identity/account_text.hpp"
#include "audmg/identity/credential_cache.hpp"
#include "audmg/identity/password_hasher.hpp"
#include "audmg/identity/rate_limiter.hpp"
#include "audmg/telemetry/logger.hpp"

#include <string>
#include <utility>

namespace audmg::functions {
namespace {

/// Failed attempts; a right password gives its own back.
constexpr identity::RateLimit kFailuresPerAccount{"login_account", 5, std::chrono::seconds(60)};

struct Credentials {
  /// A username, or an e-mail address when there is an @ in it; normal_account_name() of either.
  std::string account;
  SecretText password;
};

Outcome<Credentials> read_credentials(const http::Request& request) {
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse(request));
  http::FieldReader fields(body);
  auto username = fields.optional_string("username");
  auto email = fields.optional_string("email");
  Credentials credentials{.account = {}, .password = fields.required_secret("password")};
  if (username) {
    credentials.account = identity::normal_account_name(*username);
  } else if (email) {
    credentials.account = identity::normal_account_name(*email);
    if (!credentials.account.contains('@') && !fields.rejected("email")) {
      fields.reject("email", "invalid", "This does not look like an e-mail address.");
    }
  } else if (!fields.rejected("username") && !fields.rejected("email")) {
    fields.reject("username", "missing", "Send username or email.");
  }
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  return credentials;
}

Result<std::optional<database::User>> find_account(const std::string& account,
                                                   const AccountServices& services) {
  if (account.contains('@')) return services.users.find_user_by_email(account);
  return services.users.find_user_by_username(account);
}

/// One subject for all ways to write the name, so that a guesser gains nothing by its case.
std::string account_subject(const Credentials& credentials, const http::Request& request) {
  return database::fold_account_name(credentials.account) + '\n' +
         client_subject(request.client_address);
}

/// A user whose password was right.
struct Checked {
  database::User user;
  bool is_hash_outdated = false;
};

/// Checks the password. Every way to fail costs the same hash and gives the same answer, so that
/// nobody learns which accounts exist.
Outcome<Checked> check_password(const Credentials& credentials, const AccountServices& services) {
  AUDMG_TRY(auto user, find_account(credentials.account, services));
  auto match = identity::PasswordMatch::none;
  if (user) {
    AUDMG_TRY(match, services.passwords.verify(user->password_hash, credentials.password.text()));
  } else {
    AUDMG_CHECK(services.passwords.verify_nobody(credentials.password.text()));
  }
  if (match == identity::PasswordMatch::none || user->disabled) {
    return refuse({.status = 401,
                   .code = "invalid_credentials",
                   .message = "Username or password is wrong."});
  }
  return Checked{.user = *std::move(user),
                 .is_hash_outdated = match == identity::PasswordMatch::outdated};
}

/// Hashes the password anew. That raises the credential version and ends older sessions; a failure
/// does not refuse the log-in.
void rehash(const database::User& user, const std::string& password,
            const AccountServices& services) {
  auto phc = services.passwords.hash(password);
  const auto stored = phc ? services.users.set_password_hash(user.id, *phc)
                          : Result<void>(std::unexpected(phc.error()));
  services.credential_cache.forget_user(user.id);
  services.logger.log(stored ? telemetry::Level::info : telemetry::Level::warning,
                      stored ? "password_rehashed" : "password_rehash_failed",
                      {{"userId", std::string_view(user.id.text())}});
}

}  // namespace

Response login(const http::Request& request, const AccountServices& services) {
  AUDMG_TRY(const Credentials credentials, read_credentials(request));
  const std::string subject = account_subject(credentials, request);
  // Taken before the hash: parallel guesses must not all slip through while the first is checked.
  if (const auto wait = services.rate_limiter.take(kFailuresPerAccount, subject)) {
    return refuse(rate_limited(*wait));
  }
  auto checked = check_password(credentials, services);
  if (!checked) {
    if (std::holds_alternative<Error>(checked.error())) {
      services.rate_limiter.give_back(kFailuresPerAccount, subject);
    } else {
      services.logger.log(telemetry::Level::info, "login_failed",
                          {{"requestId", std::string_view(request.request_id)},
                           {"clientAddress", std::string_view(request.client_address)}});
    }
    return std::unexpected(std::move(checked).error());
  }
  services.rate_limiter.give_back(kFailuresPerAccount, subject);
  const database::User& user = checked->user;
  if (checked->is_hash_outdated) rehash(user, credentials.password.text(), services);

  const TimePoint now = services.clock.now();
  const auto session = SessionId::make(now);
  auto refresh_token = identity::make_refresh_token(user.id, session);
  AUDMG_CHECK(
      services.sessions.create_session({.id = session,
                                        .owner = user.id,
                                        .refresh_hash = refresh_token.hash(),
                                        .created_at = now,
                                        .expires_at = now + services.policies.session_lifetime}));
  services.logger.log(telemetry::Level::info, "logged_in",
                      {{"requestId", std::string_view(request.request_id)},
                       {"userId", std::string_view(user.id.text())}});
  AUDMG_TRY(http::Response response, token_answer({.message = "Login successful.",
                                                   .username = user.username,
                                                   .refresh_token = std::move(refresh_token)},
                                                  services));
  return response;
}

}  // namespace audmg::functions
