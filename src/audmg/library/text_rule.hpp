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

/// The rule that a text by a person follows.
struct TextRule {
  std::size_t max_bytes;
  Lines lines = Lines::one;
};

/// The fault of a text that does not follow it.
struct TextFault {
  std::string_view code;  ///< "too_long", "invalid" (control characters)
  std::string message;    ///< a sentence for the client
};

/// Returns nothing when the text follows the rule.
[[nodiscard]] std::optional<TextFault> fault_of(std::string_view text, const TextRule& rule);

}  // namespace audmg::library
