// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/administration/invitation_json.hpp"
#include "audmg/functions/credentials/admin_role.hpp"
#include "audmg/functions/credentials/invitation_token.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/lib/json/writer.hpp"

#include <utility>

namespace audmg::functions {

/// Lists the invitations that can still be used.
Response list_invitations(const http::Principal& caller, const http::Request&,
                          const AccountServices& services) {
  AUDMG_CHECK(require_admin(caller, services));
  AUDMG_TRY(const OpenInvitations open, find_open_invitations(services));
  json::Writer json;
  json.begin_object().key("invitations").begin_array();
  for (const database::Invitation& invitation : open.usable) {
    json.begin_object();
    write_invitation(json, invitation);
    json.end_object();
  }
  json.end_array().end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
