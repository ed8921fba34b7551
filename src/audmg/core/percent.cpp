// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/percent.hpp"

#include <cstddef>

namespace audmg {

std::optional<std::string> percent_decode(std::string_view text, Plus plus) {
  std::string decoded;
  decoded.reserve(text.size());
  const auto is_special = [plus](char c) { return c == '%' || (c == '+' && plus == Plus::space); };
  for (std::size_t i = 0; i < text.size(); ++i) {
    // Most of a target stands for itself: it is taken in runs.
    const std::size_t run = i;
    while (i < text.size() && !is_special(text[i])) ++i;
    decoded.append(text.substr(run, i - run));
    if (i == text.size()) break;
    if (text[i] == '+') {
      decoded.push_back(' ');
      continue;
    }
    if (text.size() - i < 3) return std::nullopt;
    const int high = hex_value(text[i + 1]);
    const int low = hex_value(text[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    decoded.push_back(static_cast<char>(high * 16 + low));
    i += 2;
  }
  return decoded;
}

}  // namespace audmg
