// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::library {

/// A date as a clock at the place showed it, with as much of it as is known.
struct LocalDate {
  /// The time that the clock showed, whatever its offset; midnight when only the day is known.
  std::chrono::local_time<std::chrono::milliseconds> clock{};
  bool has_time = true;
  /// "2019-07-14", "2019-07-14T18:30:00", "2019-07-14T18:30:00.25+02:00"
  std::string text{};
};

/// Reads a date of RFC 3339 of which the offset, the fraction, the seconds, or the whole time of
/// day may be missing. Returns nothing for other text, for dates that do not exist and for the year
/// 0.
[[nodiscard]] std::optional<LocalDate> parse_local_date(std::string_view text);

}  // namespace audmg::library
