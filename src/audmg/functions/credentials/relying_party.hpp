// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/services.hpp"
#include "audmg/identity/webauthn/ceremony.hpp"

#include <optional>
#include <string>
#include <vector>

namespace audmg::functions {

/// This drive as passkeys know it.
struct DriveParty {
  std::string id;
  std::vector<std::string> origins;

  [[nodiscard]] identity::RelyingParty view() const { return {.id = id, .origins = origins}; }
};

/// Returns the party of the app's address: its host and its origin. Nothing while the address is
/// unknown, or if its host is an IP address, for which browsers make no passkeys.
[[nodiscard]] std::optional<DriveParty> relying_party(const CommonServices& services);

}  // namespace audmg::functions
