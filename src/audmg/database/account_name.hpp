// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/text.hpp"

#include <string>
#include <string_view>

namespace audmg::database {

/// Returns the form in which usernames and e-mail addresses are compared: two accounts whose names
/// have the same form are one account. Repositories find users by it, and rate limits count by it,
/// so that all of them agree on whose name "Ada" is. Ignores the case of ASCII letters and compares
/// other bytes as they are.
[[nodiscard]] inline std::string fold_account_name(std::string_view name) {
  return lower_case(name);
}

}  // namespace audmg::database
