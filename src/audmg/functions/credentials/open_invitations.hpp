// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/invitation_repository.hpp"
#include "audmg/functions/services.hpp"

#include <vector>

namespace audmg::functions {

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

}  // namespace audmg::functions
