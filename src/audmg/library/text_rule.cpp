// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/library/text_rule.hpp"

#include "audmg/core/ascii.hpp"

#include <algorithm>

namespace audmg::library {

std::optional<TextFault> fault_of(std::string_view text, const TextRule& rule) {
  if (text.size() > rule.max_bytes) {
    return TextFault{"too_long", "At most " + std::to_string(rule.max_bytes) + " bytes of UTF-8."};
  }
  const auto is_refused = [&](char c) {
    const bool is_layout = c == '\n' || c == '\r' || c == '\t';
    return is_control(c) && !(rule.lines == Lines::many && is_layout);
  };
  if (std::ranges::any_of(text, is_refused)) {
    return TextFault{"invalid", "No control characters."};
  }
  return std::nullopt;
}

}  // namespace audmg::library
