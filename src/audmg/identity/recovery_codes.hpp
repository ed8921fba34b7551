// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::identity {

inline constexpr std::size_t kRecoveryCodes = 10;

/// Returns kRecoveryCodes fresh codes of 80 random bits each, in groups of four characters without
/// those that look alike: "k7wd-m2xq-...".
[[nodiscard]] std::vector<std::string> make_recovery_codes();

/// Returns what is stored of a code: SHA-256 in lower-case hexadecimal, without regard to case,
/// blanks and dashes. Nobody can guess 80 random bits, so no stretching is needed.
[[nodiscard]] std::string recovery_code_hash(std::string_view code);

}  // namespace audmg::identity
