// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/invitation_token.hpp"

#include "audmg/core/base64.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/database/invitation_repository.hpp"
#include "audmg/functions/credentials/admin_role.hpp"
#include "audmg/identity/random_secret.hpp"

#include <chrono>
#include <cstddef>
#include <map>
#include <ranges>
#include <utility>

namespace audmg::functions {
namespace {

constexpr std::size_t kIdLength = 36;

constexpr std::chrono::days kLifetime{7};

/// Each is a transaction of its own, and somebody waits.
constexpr std::size_t kRemovedAtOnce = 100;

/// Removes invitations that nobody can use, oldest first, so that those of former admins take
/// nobody's place. Returns whether there were any.
Result<bool> make_room(const AccountServices& services) {
  AUDMG_TRY(const OpenInvitations open, find_open_invitations(services));
  for (const database::Invitation& invitation : open.dormant | std::views::take(kRemovedAtOnce)) {
    AUDMG_CHECK(services.invitations.delete_invitation(invitation.id));
  }
  return !open.dormant.empty();
}

}  // namespace

std::string InvitationToken::text() const { return id.text() + '.' + secret; }

std::string InvitationToken::hash() const { return identity::random_secret_hash(secret); }

InvitationToken make_invitation_token(const InvitationId& id) {
  return {.id = id, .secret = identity::make_random_secret()};
}

Result<InvitationToken> invite(const Invitee& invitee, const AccountServices& services) {
  const TimePoint now = services.clock.now();
  InvitationToken token = make_invitation_token(InvitationId::make(now));
  const database::Invitation invitation{.id = token.id,
                                        .secret_hash = token.hash(),
                                        .role = invitee.role,
                                        .email = invitee.email,
                                        .created_by = invitee.created_by,
                                        .created_at = now,
                                        .expires_at = now + kLifetime};
  auto created = services.invitations.create_invitation(invitation);
  if (!created && created.error().code == ErrorCode::too_large) {
    AUDMG_TRY(const bool has_room, make_room(services));
    if (has_room) created = services.invitations.create_invitation(invitation);
  }
  if (!created) return std::unexpected(std::move(created).error());
  return token;
}

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

std::optional<InvitationToken> parse_invitation_token(std::string_view text) {
  if (text.size() != kIdLength + 1 + identity::kRandomSecretLength || text[kIdLength] != '.')
    return std::nullopt;
  const auto id = InvitationId::parse(text.substr(0, kIdLength));
  const std::string_view secret = text.substr(kIdLength + 1);
  if (!id || !from_base64url(secret)) return std::nullopt;
  return InvitationToken{.id = *id, .secret = std::string(secret)};
}

}  // namespace audmg::functions
