// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/account_credentials.hpp"
#include "audmg/functions/credentials/account_mail.hpp"
#include "audmg/functions/credentials/audit_log.hpp"
#include "audmg/functions/credentials/recent_authentication.hpp"
#include "audmg/functions/factors/recovery_code_set.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/lib/json/writer.hpp"

#include <string>
#include <utility>
#include <vector>

namespace audmg::functions {

/// Shows ten fresh recovery codes; those from before are worthless from then on.
Response create_recovery_codes(const http::Principal& caller, const http::Request& request,
                               const AccountServices& services) {
  AUDMG_CHECK(require_recent_authentication(caller, services));
  std::vector<std::string> codes;
  AUDMG_CHECK(change_factors(
      caller.user,
      [&](identity::Factors& factors) -> Result<bool> {
        codes.clear();
        if (!factors.has_second_factor()) return false;
        codes = renew_recovery_codes(factors);
        return true;
      },
      services));
  if (codes.empty()) {
    return refuse({.status = 409,
                   .code = "no_second_factor",
                   .message = "Recovery codes stand in for a second factor. Add an authenticator "
                              "app or a passkey first."});
  }
  queue_notice(
      {.kind = AccountMailKind::factor_added, .user = caller.user, .subject = "recovery codes"},
      services);
  note_audit({.action = "recovery_codes_made", .user = caller.user}, request, services);
  json::Writer json;
  json.begin_object();
  write_recovery_codes(json, codes);
  json.end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
