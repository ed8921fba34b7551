// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/password_check.hpp"

#include "audmg/functions/credentials/account_credentials.hpp"
#include "audmg/functions/credentials/account_mail.hpp"
#include "audmg/functions/credentials/audit_log.hpp"
#include "audmg/functions/credentials/guess_limits.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/identity/account_rules.hpp"
#include "audmg/identity/credential_cache.hpp"
#include "audmg/identity/password_hasher.hpp"

namespace audmg::functions {
namespace {

/// Stores a new hash. If the reply was lost, stores it once more, which leaves the same password,
/// or reads it back: sessions of an older credential_version are over with the change itself.
Result<void> store_hash(const UserId& user, std::string_view phc, const SessionId& kept,
                        const AccountServices& services) {
  auto set = services.credentials.set_password_hash(user, phc, kept);
  if (set || set.error().code != ErrorCode::unknown_outcome) return set;
  if (services.credentials.set_password_hash(user, phc, kept)) return {};
  const auto stored = services.credentials.find_credentials(user);
  if (stored && stored->password_hash == phc) return {};
  return set;
}

}  // namespace

Outcome<void> check_own_password(const http::Principal& caller, std::string_view password,
                                 const http::Request& request, const AccountServices& services) {
  AUDMG_TRY(const AccountCredentials credentials, load_credentials(caller.user, services));
  AUDMG_TRY(CountedAttempts guess, count_own_guess(caller, services));
  const auto match = services.passwords.verify(credentials.password_hash, password);
  if (!match || *match != identity::PasswordMatch::none) guess.give_back();
  if (!match) return std::unexpected(match.error());
  if (*match != identity::PasswordMatch::none) return {};
  note_audit({.action = "wrong_password", .user = caller.user}, request, services);
  return refuse({.status = 403, .code = "wrong_password", .message = "This is not your password."});
}

void check_new_password(std::string_view name, std::string_view password, std::string_view username,
                        std::string_view email, bool has_second_factor,
                        const CommonServices& services, http::FieldReader& fields) {
  if (fields.rejected(name)) return;
  const std::size_t minimum = has_second_factor ? services.policies.min_password_with_factor
                                                : services.policies.min_password;
  if (const auto violation = identity::check_password(password, username, email, minimum)) {
    fields.reject(name, violation->code, std::string(violation->message));
  }
}

Result<void> set_password(const PasswordChange& change, const AccountServices& services) {
  AUDMG_TRY(const std::string phc, services.passwords.hash(change.password));
  AUDMG_CHECK(store_hash(change.user, phc, change.kept, services));
  services.credential_cache.forget_user(change.user);
  queue_notice({.kind = change.notice, .user = change.user}, services);
  return {};
}

}  // namespace audmg::functions
