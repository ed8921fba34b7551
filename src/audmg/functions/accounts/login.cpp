// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/account_name.hpp"
#include "audmg/database/attempt_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/credentials/account_credentials.hpp"
#include "audmg/functions/credentials/audit_log.hpp"
#include "audmg/functions/credentials/counted_attempts.hpp"
#include "audmg/functions/credentials/guess_limits.hpp"
#include "audmg/functions/credentials/known_addresses.hpp"
#include "audmg/functions/credentials/named_account.hpp"
#include "audmg/functions/credentials/new_session.hpp"
#include "audmg/functions/credentials/second_factor.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/identity/password_hasher.hpp"
#include "audmg/identity/signer.hpp"
#include "audmg/telemetry/logger.hpp"

#include <chrono>
#include <string>
#include <utility>

namespace audmg::functions {
namespace {

/// However many accounts they are for: each costs a hash.
constexpr database::AttemptLimit kLogInsPerClient{"login_address", 30, std::chrono::seconds(60)};

struct Credentials {
  /// A username, or an e-mail address when there is an @ in it.
  std::string account;
  SecretText password;
};

Outcome<Credentials> read_credentials(const http::Request& request) {
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse(request));
  http::FieldReader fields(body);
  Credentials credentials{.account = read_account_name(fields),
                          .password = fields.required_secret("password")};
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  return credentials;
}

/// An account that somebody wants to enter; without a user if there is none of that name.
struct Account {
  std::optional<database::User> user;
  AccountCredentials credentials{};
};

/// Accounts that the operator added, or that are older than the setting, need no confirmation.
bool awaits_confirmation(const database::User& user, const AccountServices& services) {
  return services.policies.signup == SignupMode::confirm && user.awaits_confirmation &&
         !user.email_verified_at;
}

Result<Account> find_account(const std::string& name, const AccountServices& services) {
  AUDMG_TRY(auto user, find_named_account(name, services.users));
  // Until then an address names nobody. Otherwise whoever signed up with somebody's address would
  // learn here whether it had an account before.
  if (user && name.contains('@') && awaits_confirmation(*user, services)) user.reset();
  Account account{.user = std::move(user)};
  // A look-up for nobody too, so that both take the same time.
  auto credentials = load_credentials(
      account.user ? account.user->id : UserId::make(services.clock.now()), services);
  if (credentials) {
    account.credentials = *std::move(credentials);
  } else if (credentials.error().code != ErrorCode::not_found) {
    return std::unexpected(std::move(credentials).error());
  } else {
    account.user.reset();
  }
  return account;
}

GuessedAccount guessed(const Account& account, const std::string& name,
                       const http::Request& request, const AccountServices& services) {
  if (!account.user) return {.subject = database::fold_account_name(name)};
  return {.subject = account.user->id.text(),
          .is_known_address =
              is_known_address(account.user->id, account.credentials.factors, request, services)};
}

/// Who was asked for: the user, or a fingerprint of the name, which may be a password typed into
/// the wrong field.
void note_failure(const Account& account, const std::string& name, const http::Request& request,
                  const AccountServices& services) {
  AuditNote note{.action = "login_failed"};
  if (account.user) {
    note.user = account.user->id;
  } else {
    note.detail = R"({"account":")" + services.signer.fingerprint("unknown account", name) + "\"}";
  }
  note_audit(note, request, services);
}

/// Checks the password. Every way to fail costs the same hash and gives the same answer, so that
/// nobody learns which accounts exist.
Outcome<identity::PasswordMatch> check_password(const Account& account, const std::string& password,
                                                const AccountServices& services) {
  auto match = identity::PasswordMatch::none;
  if (account.user) {
    AUDMG_TRY(match, services.passwords.verify(account.credentials.password_hash, password));
  } else {
    AUDMG_CHECK(services.passwords.verify_nobody(password));
  }
  if (match == identity::PasswordMatch::none || account.user->disabled) {
    return refuse({.status = 401,
                   .code = "invalid_credentials",
                   .message = "Username or password is wrong."});
  }
  return match;
}

/// Stores a stronger hash of the same password. A failure does not refuse the log-in.
void rehash(const Account& account, const std::string& password, const AccountServices& services) {
  auto phc = services.passwords.hash(password);
  const auto stored = phc ? services.credentials.replace_password_hash(
                                account.user->id, account.credentials.password_hash, *phc)
                          : Result<bool>(std::unexpected(phc.error()));
  services.logger.log(stored ? telemetry::Level::info : telemetry::Level::warning,
                      stored ? "password_rehashed" : "password_rehash_failed",
                      {{"userId", std::string_view(account.user->id.text())}});
}

Outcome<void> check_confirmed(const database::User& user, const AccountServices& services) {
  if (!awaits_confirmation(user, services)) return {};
  return refuse({.status = 403,
                 .code = "email_unconfirmed",
                 .message = "Open the link in the mail that you were sent, then log in. "
                            "If there is none, have it sent again."});
}

}  // namespace

Response login(const http::Request& request, const AccountServices& services) {
  AUDMG_TRY(const Credentials sent, read_credentials(request));
  AUDMG_CHECK(count_client(kLogInsPerClient, request, services));
  AUDMG_TRY(const Account account, find_account(sent.account, services));
  AUDMG_TRY(CountedAttempts guess,
            count_guess(guessed(account, sent.account, request, services), request, services));
  const auto match = check_password(account, sent.password.text(), services);
  if (!match) {
    if (std::holds_alternative<Error>(match.error())) {
      guess.give_back();
    } else {
      note_failure(account, sent.account, request, services);
    }
    return std::unexpected(match.error());
  }
  guess.give_back();
  if (*match == identity::PasswordMatch::outdated) rehash(account, sent.password.text(), services);
  const database::User& user = *account.user;
  const identity::Factors& factors = account.credentials.factors;
  AUDMG_CHECK(check_confirmed(user, services));
  if (factors.has_second_factor()) return refuse(second_factor_required(user, factors, services));
  remember_address(user.id, factors, request, services);
  AUDMG_TRY(http::Response response, open_session(user, request, services));
  return response;
}

}  // namespace audmg::functions
