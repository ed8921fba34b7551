// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::library {

/// The number of lines that a text may have.
enum class Lines { one, many };

/// The limits of a text that a person gives.
struct TextRule {
  std::size_t max_bytes;
  Lines lines = Lines::one;
};

/// A fault of a text.
struct TextFault {
  std::string_view code;  ///< "too_long", "invalid" (control characters)
  std::string message;    ///< a sentence for the client
};

/// Returns nothing when the text follows the rule.
[[nodiscard]] std::optional<TextFault> fault_of(std::string_view text, const TextRule& rule);

}  // namespace audmg::library
