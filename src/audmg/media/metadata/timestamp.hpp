// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::media {

/// A date with a time of day, as a clock at the place showed it.
struct Timestamp {
  std::string local{};     ///< "2026-01-31T23:59:59"
  std::string fraction{};  ///< digits of the fraction of the second; "" when unknown
  std::string offset{};    ///< "Z", "+01:00", or "" when unknown
  bool has_clock = true;   ///< false: only the day is known, and `local` says midnight

  /// Returns RFC 3339: "2026-01-31T23:59:59.25+01:00".
  [[nodiscard]] std::string text() const;
  /// Returns the seconds since 1970 that the clock showed, whatever its offset.
  [[nodiscard]] std::chrono::sys_seconds clock() const;
};

/// Reads the dates that writers really leave: "2026:01:31 23:59:59",
/// "2026-01-31T23:59:59.25+01:00", "2026-01-31T23:59Z", "2026/01/31", blanks instead of zeros, and
/// those of mail ("Sat, 31 Jan 2026 23:59:59 GMT") and of C ("Sat Jan 31 23:59:59 2026"). Returns
/// nullopt for anything else, for impossible dates, and for years before 1000, which only cleared
/// clocks have. Text behind the date is ignored.
[[nodiscard]] std::optional<Timestamp> parse_timestamp(std::string_view text);

/// Returns "Z" or "+01:00" for the offset at the beginning of the text ("+0100", "+1:00", "UTC");
/// "" when there is none or it is impossible.
[[nodiscard]] std::string parse_offset(std::string_view text);

/// Returns the digits at the beginning, at most as many as a record may have.
[[nodiscard]] std::string_view leading_digits(std::string_view text);

/// Returns the offset of the place whose clock showed `local` when it was `utc`; "" when no place
/// has such an offset, or none at that longitude (degrees): some receivers write the local time as
/// UTC. A position is known before a picture is taken, rarely at the same second, so up to 90
/// seconds are ignored.
[[nodiscard]] std::string offset_between(const Timestamp& local, const Timestamp& utc,
                                         std::optional<double> longitude = {});

}  // namespace audmg::media
