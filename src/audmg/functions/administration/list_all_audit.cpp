// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/administration/audit_page.hpp"
#include "audmg/functions/credentials/admin_role.hpp"
#include "audmg/functions/handlers.hpp"

namespace audmg::functions {

/// Lists the audit entries of all accounts, for admins.
Response list_all_audit(const http::Principal& caller, const http::Request& request,
                        const AccountServices& services) {
  AUDMG_CHECK(require_admin(caller, services));
  return audit_page({}, request, services);
}

}  // namespace audmg::functions
