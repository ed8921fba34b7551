// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/invitation_repository.hpp"
#include "audmg/functions/administration/invitation_json.hpp"
#include "audmg/functions/credentials/admin_role.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/lib/json/writer.hpp"

#include <utility>

namespace audmg::functions {

/// Lists the invitations that can still be used.
Response list_invitations(const http::Principal& caller, const http::Request&,
                          const AccountServices& services) {
  AUDMG_CHECK(require_admin(caller, services));
  AUDMG_TRY(const auto invitations, services.invitations.list_invitations());
  json::Writer json;
  json.begin_object().key("invitations").begin_array();
  for (const database::Invitation& invitation : invitations) {
    if (invitation.expires_at <= services.clock.now()) continue;
    AUDMG_TRY(const bool stands, may_still_invite(invitation.created_by, services));
    if (!stands) continue;
    json.begin_object();
    write_invitation(json, invitation);
    json.end_object();
  }
  json.end_array().end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
