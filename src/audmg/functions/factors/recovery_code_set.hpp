// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/identity/factors.hpp"
#include "audmg/lib/json/writer.hpp"

#include <span>
#include <string>
#include <vector>

namespace audmg::functions {

/// Gives the user fresh recovery codes in place of those that are left, and returns them to be
/// shown once.
[[nodiscard]] std::vector<std::string> renew_recovery_codes(identity::Factors& factors);

/// Takes the recovery codes away when no factor is left that they could stand in for.
void drop_useless_codes(identity::Factors& factors);

/// Adds the member "recoveryCodes".
void write_recovery_codes(json::Writer& json, std::span<const std::string> codes);

}  // namespace audmg::functions
