// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/account_credentials.hpp"
#include "audmg/functions/credentials/account_mail.hpp"
#include "audmg/functions/credentials/audit_log.hpp"
#include "audmg/functions/credentials/recent_authentication.hpp"
#include "audmg/functions/factors/recovery_code_set.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/problems.hpp"

namespace audmg::functions {

Response delete_totp(const http::Principal& caller, const http::Request& request,
                     const AccountServices& services) {
  AUDMG_CHECK(require_recent_authentication(caller, services));
  bool found = false;
  AUDMG_CHECK(change_factors(
      caller.user,
      [&](identity::Factors& factors) -> Result<bool> {
        found = factors.totp.has_value() || factors.pending_totp.has_value();
        factors.totp.reset();
        factors.pending_totp.reset();
        drop_useless_codes(factors);
        return found;
      },
      services));
  if (!found) return refuse(not_found());
  queue_notice({.kind = AccountMailKind::factor_removed,
                .user = caller.user,
                .subject = "authenticator app"},
               services);
  note_audit({.action = "totp_removed", .user = caller.user}, request, services);
  return http::Response{.status = 204, .headers = {}, .body = {}};
}

}  // namespace audmg::functions
