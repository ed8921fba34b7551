// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/administration/audit_page.hpp"
#include "audmg/functions/handlers.hpp"

namespace audmg::functions {

/// Lists the audit entries of the caller's account.
Response list_audit(const http::Principal& caller, const http::Request& request,
                    const AccountServices& services) {
  return audit_page(caller.user, request, services);
}

}  // namespace audmg::functions
