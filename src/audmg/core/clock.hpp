// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace audmg {

/// Wall-clock time in milliseconds since the Unix epoch, UTC.
using TimePoint = std::chrono::sys_time<std::chrono::milliseconds>;

/// Source of the current time, passed in so that tests can move it. Thread-safe.
class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;
  [[nodiscard]] virtual TimePoint now() const noexcept = 0;
};

/// The clock of the operating system.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] TimePoint now() const noexcept override;
};

/// Formats as RFC 3339 in UTC with milliseconds: 2026-01-31T23:59:59.123Z.
[[nodiscard]] std::string format_rfc3339(TimePoint time);

/// Parses exactly what format_rfc3339() writes; returns nothing for any other text, including dates
/// that do not exist.
[[nodiscard]] std::optional<TimePoint> parse_rfc3339(std::string_view text);

/// Parses any date and time of RFC 3339 section 5.6, as other programs write it: with any offset,
/// with or without digits after the second; what is below a millisecond is dropped. Returns nothing
/// for other text, dates that do not exist, and leap seconds.
[[nodiscard]] std::optional<TimePoint> parse_date_time(std::string_view text);

/// Formats as the IMF-fixdate of RFC 9110 section 5.6.7: Sun, 06 Nov 1994 08:49:37 GMT.
[[nodiscard]] std::string format_http_date(TimePoint time);

/// Parses an IMF-fixdate; returns nothing for any other text.
[[nodiscard]] std::optional<TimePoint> parse_http_date(std::string_view text);

}  // namespace audmg
