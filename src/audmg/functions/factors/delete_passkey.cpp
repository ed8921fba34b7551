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

#include <algorithm>
#include <string>

namespace audmg::functions {

Response delete_passkey(const http::Principal& caller, const http::Request& request,
                        const AccountServices& services) {
  AUDMG_CHECK(require_recent_authentication(caller, services));
  const std::string_view id = request.path_parameters.find("id").value_or("");
  std::string name;
  bool found = false;
  AUDMG_CHECK(change_factors(
      caller.user,
      [&](identity::Factors& factors) -> Result<bool> {
        const auto passkey = std::ranges::find(factors.passkeys, id, &identity::Passkey::id);
        found = passkey != factors.passkeys.end();
        if (!found) return false;
        name = passkey->name;
        factors.passkeys.erase(passkey);
        drop_useless_codes(factors);
        return true;
      },
      services));
  if (!found) return refuse(not_found());
  queue_notice({.kind = AccountMailKind::factor_removed, .user = caller.user, .subject = name},
               services);
  note_audit({.action = "passkey_removed", .user = caller.user}, request, services);
  return http::Response{.status = 204, .headers = {}, .body = {}};
}

}  // namespace audmg::functions
