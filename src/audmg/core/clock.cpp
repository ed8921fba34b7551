// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"

#include <array>
#include <cstdio>
#include <ctime>

namespace audmg {
namespace {

constexpr std::array<const char*, 7> kDayNames{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<const char*, 12> kMonthNames{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct Civil {
  std::chrono::year_month_day date;
  std::chrono::hh_mm_ss<std::chrono::milliseconds> time;
  unsigned weekday;
};

Civil civil(TimePoint time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  return {std::chrono::year_month_day(day), std::chrono::hh_mm_ss(time - day),
          std::chrono::weekday(day).c_encoding()};
}

}  // namespace

TimePoint SystemClock::now() const noexcept {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::string format_rfc3339(TimePoint time) {
  const Civil c = civil(time);
  std::array<char, 40> text{};
  const int length = std::snprintf(
      text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", int{c.date.year()},
      unsigned{c.date.month()}, unsigned{c.date.day()}, static_cast<int>(c.time.hours().count()),
      static_cast<int>(c.time.minutes().count()), static_cast<int>(c.time.seconds().count()),
      static_cast<int>(c.time.subseconds().count()));
  return {text.data(), static_cast<std::size_t>(length)};
}

std::string format_http_date(TimePoint time) {
  const Civil c = civil(time);
  std::array<char, 40> text{};
  const int length = std::snprintf(
      text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT", kDayNames.at(c.weekday),
      unsigned{c.date.day()}, kMonthNames.at(unsigned{c.date.month()} - 1), int{c.date.year()},
      static_cast<int>(c.time.hours().count()), static_cast<int>(c.time.minutes().count()),
      static_cast<int>(c.time.seconds().count()));
  return {text.data(), static_cast<std::size_t>(length)};
}

std::optional<TimePoint> parse_http_date(std::string_view text) {
  constexpr std::size_t kLength = 29;
  if (text.size() != kLength) return std::nullopt;
  std::tm parts{};
  const std::string copy(text);
  const char* end = ::strptime(copy.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  if (end == nullptr || *end != '\0') return std::nullopt;
  return TimePoint(std::chrono::seconds(::timegm(&parts)));
}

}  // namespace audmg
