// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/administration/taken_factors.hpp"

#include "audmg/database/session_repository.hpp"
#include "audmg/functions/credentials/account_credentials.hpp"
#include "audmg/functions/credentials/account_mail.hpp"
#include "audmg/identity/credential_cache.hpp"

namespace audmg::functions {
namespace {

TakenFactors take(identity::Factors& factors, bool keep_passkeys) {
  TakenFactors taken{.totp = factors.totp.has_value(),
                     .recovery_codes = factors.recovery_hashes.size()};
  factors.totp.reset();
  factors.pending_totp.reset();
  factors.recovery_hashes.clear();
  factors.failed_codes = 0;
  if (!keep_passkeys) {
    taken.passkeys = factors.passkeys.size();
    factors.passkeys.clear();
  }
  return taken;
}

/// Returns whether they are gone although the reply of the database was lost.
bool are_gone(const UserId& user, bool keep_passkeys, const AccountServices& services) {
  auto present = load_credentials(user, services);
  return present && !take(present->factors, keep_passkeys).any();
}

}  // namespace

Result<TakenFactors> take_factors_away(const UserId& user, bool keep_passkeys,
                                       const std::function<void(const TakenFactors&)>& note,
                                       const AccountServices& services) {
  TakenFactors taken;
  const auto changed = change_factors(
      user,
      [&](identity::Factors& factors) -> Result<bool> {
        taken = take(factors, keep_passkeys);
        return true;
      },
      services);
  const bool is_certain = changed || (changed.error().code == ErrorCode::unknown_outcome &&
                                      are_gone(user, keep_passkeys, services));
  if (!is_certain) return std::unexpected(changed.error());
  // Before anything else can fail: when the call is repeated, there is nothing left to be told of.
  if (taken.any()) queue_notice({.kind = AccountMailKind::factors_reset, .user = user}, services);
  note(taken);
  AUDMG_CHECK(services.sessions.delete_other_sessions(user, SessionId{}));
  services.credential_cache.forget_user(user);
  return taken;
}

void write_taken_factors(json::Writer& json, const TakenFactors& taken) {
  json.field("totp", taken.totp)
      .field("passkeys", taken.passkeys)
      .field("recoveryCodes", taken.recovery_codes);
}

}  // namespace audmg::functions
