// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/text.hpp"

namespace audmg {

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), to_lower);
  return lower;
}

std::string upper_case(std::string_view text) {
  std::string upper(text);
  std::ranges::transform(upper, upper.begin(), to_upper);
  return upper;
}

std::string printable_text(std::string_view text, std::size_t max_bytes) {
  std::string shown(text.substr(0, max_bytes));
  std::ranges::replace_if(shown, [](char c) { return !is_printable(c); }, '?');
  return shown;
}

}  // namespace audmg
