// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/invitation_repository.hpp"
#include "audmg/functions/credentials/admin_role.hpp"
#include "audmg/functions/credentials/audit_log.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/problems.hpp"

namespace audmg::functions {

/// Withdraws an invitation.
Response delete_invitation(const http::Principal& caller, const http::Request& request,
                           const AccountServices& services) {
  AUDMG_CHECK(require_admin(caller, services));
  const auto id = InvitationId::parse(request.path_parameters.find("id").value_or(""));
  if (!id) return refuse(not_found());
  AUDMG_TRY(const bool deleted, services.invitations.delete_invitation(*id));
  if (!deleted) return refuse(not_found());
  note_audit({.action = "invitation_withdrawn", .actor = caller.user}, request, services);
  return http::Response{.status = 204, .headers = {}, .body = {}};
}

}  // namespace audmg::functions
