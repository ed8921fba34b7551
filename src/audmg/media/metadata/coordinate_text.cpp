// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/coordinate_text.hpp"

#include "audmg/core/ascii.hpp"
#include "audmg/core/text.hpp"
#include "audmg/media/metadata/fact_text.hpp"

#include <algorithm>
#include <cmath>

namespace audmg::media {

std::optional<double> parse_coordinate(std::string_view text, Axis axis) {
  constexpr std::string_view kInNumber = "0123456789./";
  text = trim(text, " \t\r\n");
  char direction = 0;
  const auto take_direction = [&](char c) {
    const char letter = to_upper(c);
    if (std::string_view("NSEW").find(letter) == std::string_view::npos) return false;
    direction = letter;
    return true;
  };
  if (!text.empty() && take_direction(text.front())) {
    text.remove_prefix(1);
  } else if (!text.empty() && take_direction(text.back())) {
    text.remove_suffix(1);
  }
  text = trim(text);
  const bool is_minus = text.starts_with('-');
  double degrees = 0;
  double unit = 1;
  int numbers = 0;
  while (numbers < 3) {
    text.remove_prefix(std::min(text.find_first_of("0123456789"), text.size()));
    if (text.empty()) break;
    const std::string_view word =
        text.substr(0, std::min(text.find_first_not_of(kInNumber), text.size()));
    const auto number = parse_fraction(word);
    text.remove_prefix(word.size());
    // Writers without seconds leave a fraction of zero there.
    if (!number && numbers == 0) return std::nullopt;
    degrees += number.value_or(0) / unit;
    unit *= 60;
    ++numbers;
  }
  if (numbers == 0) return std::nullopt;
  const bool is_latitude = direction == 'N' || direction == 'S';
  if (direction != 0 && is_latitude != (axis == Axis::latitude)) return std::nullopt;
  const bool is_negative = direction == 0 ? is_minus : direction == 'S' || direction == 'W';
  return is_negative ? -degrees : degrees;
}

}  // namespace audmg::media
