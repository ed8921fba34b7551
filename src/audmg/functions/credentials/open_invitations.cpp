// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/open_invitations.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/functions/credentials/admin_role.hpp"

#include <map>
#include <string>
#include <utility>

namespace audmg::functions {

Result<OpenInvitations> find_open_invitations(const AccountServices& services) {
  AUDMG_TRY(auto invitations, services.invitations.list_invitations());
  const TimePoint now = services.clock.now();
  std::map<std::string, bool> admins;
  OpenInvitations open;
  for (database::Invitation& invitation : invitations) {
    const auto [maker, is_new] = admins.try_emplace(invitation.created_by.text());
    if (is_new) {
      AUDMG_TRY(maker->second, may_still_invite(invitation.created_by, services));
    }
    const bool is_usable = maker->second && invitation.expires_at > now;
    (is_usable ? open.usable : open.dormant).push_back(std::move(invitation));
  }
  return open;
}

}  // namespace audmg::functions
