// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/invitation_token.hpp"

#include "audmg/core/base64.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/database/invitation_repository.hpp"
#include "audmg/identity/random_secret.hpp"

#include <chrono>
#include <cstddef>

namespace audmg::functions {
namespace {

constexpr std::size_t kIdLength = 36;

constexpr std::chrono::days kLifetime{7};

}  // namespace

std::string InvitationToken::text() const { return id.text() + '.' + secret; }

std::string InvitationToken::hash() const { return identity::random_secret_hash(secret); }

InvitationToken make_invitation_token(const InvitationId& id) {
  return {.id = id, .secret = identity::make_random_secret()};
}

Result<InvitationToken> invite(const Invitee& invitee, const AccountServices& services) {
  const TimePoint now = services.clock.now();
  InvitationToken token = make_invitation_token(InvitationId::make(now));
  AUDMG_CHECK(services.invitations.create_invitation({.id = token.id,
                                                      .secret_hash = token.hash(),
                                                      .role = invitee.role,
                                                      .email = invitee.email,
                                                      .created_by = invitee.created_by,
                                                      .created_at = now,
                                                      .expires_at = now + kLifetime}));
  return token;
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
