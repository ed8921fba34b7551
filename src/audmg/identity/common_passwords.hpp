// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <string_view>

namespace audmg::identity {

/// Returns whether guessers try this password first: it is on our list, ignoring case and letters
/// written as digits ("P@ssw0rd1"), or two words of it side by side, or a run, a date or a
/// repetition.
[[nodiscard]] bool is_common_password(std::string_view password);

/// Returns the number of passwords that one word and one ending make, without all other rules.
[[nodiscard]] std::size_t common_password_count();

}  // namespace audmg::identity
