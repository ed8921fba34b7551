// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/invitation_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/services.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::functions {

/// The text in the link of an invitation: "<invitation id>.<256 random bits in base64url>".
struct InvitationToken {
  InvitationId id;
  std::string secret;

  [[nodiscard]] std::string text() const;
  /// Returns what is stored: SHA-256 of the secret in lower-case hexadecimal.
  [[nodiscard]] std::string hash() const;
};

/// Returns a token with a fresh secret.
[[nodiscard]] InvitationToken make_invitation_token(const InvitationId& id);

/// Whom to invite.
struct Invitee {
  database::Role role = database::Role::user;
  /// May be empty.
  std::string email{};
  /// The admin who invites; empty: the operator.
  UserId created_by{};
};

/// Stores an invitation that is good for a week, and returns the only copy of its token. Where
/// there is no room, some that nobody can use are removed: those that have ended, and those of
/// makers who are not admins at present. Errors: those of the repositories; too_large when too many
/// are usable.
[[nodiscard]] Result<InvitationToken> invite(const Invitee& invitee,
                                             const AccountServices& services);

/// The stored invitations, in order of creation.
struct OpenInvitations {
  /// Those that make an account now.
  std::vector<database::Invitation> usable;
  /// Those that have ended, and those whose maker is not an admin at present. The latter are good
  /// again once the maker is one.
  std::vector<database::Invitation> dormant;
};

/// Looks each maker up once, however many invitations are the maker's. Errors: those of the
/// repositories.
[[nodiscard]] Result<OpenInvitations> find_open_invitations(const AccountServices& services);

/// Returns nothing for text that make_invitation_token() cannot have made.
[[nodiscard]] std::optional<InvitationToken> parse_invitation_token(std::string_view text);

}  // namespace audmg::functions
