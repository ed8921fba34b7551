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

/// Where "now" comes from. Passed in, so that tests can move time. Thread-safe.
class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;
  [[nodiscard]] virtual TimePoint now() const noexcept = 0;
};

/// The machine's clock.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] TimePoint now() const noexcept override;
};

/// RFC 3339 in UTC with milliseconds: 2026-01-31T23:59:59.123Z.
[[nodiscard]] std::string format_rfc3339(TimePoint time);

/// Reads exactly what format_rfc3339() writes; nothing for any other text, also for dates that are
/// none.
[[nodiscard]] std::optional<TimePoint> parse_rfc3339(std::string_view text);

/// IMF-fixdate of RFC 9110 section 5.6.7: Sun, 06 Nov 1994 08:49:37 GMT.
[[nodiscard]] std::string format_http_date(TimePoint time);

/// Reads an IMF-fixdate; nothing for any other text.
[[nodiscard]] std::optional<TimePoint> parse_http_date(std::string_view text);

}  // namespace audmg
