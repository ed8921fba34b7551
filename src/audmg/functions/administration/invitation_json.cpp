// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/administration/invitation_json.hpp"

#include "audmg/core/clock.hpp"

namespace audmg::functions {

void write_invitation(json::Writer& json, const database::Invitation& invitation) {
  json.field("invitationId", invitation.id.text())
      .field("role", invitation.role == database::Role::admin ? "admin" : "user");
  if (!invitation.email.empty()) json.field("email", invitation.email);
  json.field("createdAt", format_rfc3339(invitation.created_at))
      .field("expiresAt", format_rfc3339(invitation.expires_at));
}

}  // namespace audmg::functions
