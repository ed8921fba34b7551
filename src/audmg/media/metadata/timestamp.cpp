// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/timestamp.hpp"

#include "audmg/core/number.hpp"
#include "audmg/core/text.hpp"
#include "audmg/media/record/record_limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace audmg::media {
namespace {

constexpr int kFirstYear = 1000;

/// Takes a number of at most `max_digits`, and the blanks before it that some writers use for
/// leading zeros.
std::optional<int> take_digits(std::string_view& text, std::size_t max_digits) {
  std::string_view rest = trim_left(text, " ");
  const std::size_t count = std::min(rest.find_first_not_of("0123456789"), rest.size());
  std::string_view digits = rest.substr(0, std::min(count, max_digits));
  rest.remove_prefix(digits.size());
  const auto number = take_number<int>(digits);
  if (number) text = rest;
  return number;
}

bool take_any(std::string_view& text, std::string_view characters) {
  if (text.empty() || characters.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

/// Takes "23:59", "23:59:59" or "23:59:59.25" and the offset behind it.
bool take_clock(std::string_view& text, Timestamp& time) {
  const auto hour = take_digits(text, 2);
  if (!hour || !take_any(text, ":.")) return false;
  const auto minute = take_digits(text, 2);
  if (!minute) return false;
  int second = 0;
  if (take_any(text, ":")) second = take_digits(text, 2).value_or(0);
  time.local += fmt::format("T{:02}:{:02}:{:02}", *hour, *minute, second);
  if (text.size() > 1 && (text[0] == '.' || text[0] == ',') && is_digit(text[1])) {
    text.remove_prefix(1);
    time.fraction = leading_digits(text);
    text = trim_left(text, "0123456789");
  }
  time.offset = parse_offset(text);
  return true;
}

/// No place has a clock that is more than four hours from its sun's: the west of China, which has
/// Beijing's time, is three hours off.
bool is_used_at(int offset_minutes, double longitude) {
  constexpr double kMinutesPerDegree = 4;
  constexpr double kMaxMinutesFromSun = 4 * 60;
  constexpr double kDay = 24 * 60;
  return std::abs(std::remainder(offset_minutes - longitude * kMinutesPerDegree, kDay)) <=
         kMaxMinutesFromSun;
}

std::optional<Timestamp> possible(Timestamp time) {
  if (!is_local_or_zoned_time(time.local)) return std::nullopt;
  return time;
}

std::optional<Timestamp> parse_numeric(std::string_view text) {
  constexpr std::string_view kSeparators = ":-/.";
  const auto year = take_digits(text, 4);
  if (!year || *year < kFirstYear || !take_any(text, kSeparators)) return std::nullopt;
  const auto month = take_digits(text, 2);
  if (!month || !take_any(text, kSeparators)) return std::nullopt;
  const auto day = take_digits(text, 2);
  if (!day) return std::nullopt;
  Timestamp time{.local = fmt::format("{:04}-{:02}-{:02}", *year, *month, *day)};
  if (take_any(text, "Tt :")) {
    const std::string date = time.local;
    if (take_clock(text, time)) return possible(time);
    time.local = date;
  }
  time.local += "T00:00:00";
  time.has_clock = false;
  return possible(time);
}

std::optional<int> take_month(std::string_view& text) {
  constexpr std::array<std::string_view, 12> kMonths{"jan", "feb", "mar", "apr", "may", "jun",
                                                     "jul", "aug", "sep", "oct", "nov", "dec"};
  text = trim_left(text);
  const auto* found = std::ranges::find(kMonths, lower_case(text.substr(0, 3)));
  if (found == kMonths.end()) return std::nullopt;
  while (!text.empty() && is_alpha(text.front())) text.remove_prefix(1);
  return static_cast<int>(found - kMonths.begin()) + 1;
}

/// Reads RFC 5322's "Sat, 31 Jan 2026 23:59:59 +0100" and asctime()'s "Sat Jan 31 23:59:59 2026".
std::optional<Timestamp> parse_named(std::string_view text) {
  if (const auto weekday = text.find_first_of(", "); weekday == 3) text.remove_prefix(4);
  text = trim_left(text);
  auto month = take_month(text);
  const bool is_month_first = month.has_value();
  const auto day = take_digits(text, 2);
  if (!month) month = take_month(text);
  if (!day || !month) return std::nullopt;
  std::optional<int> year;
  if (!is_month_first) year = take_digits(text, 4);
  Timestamp time;
  if (!take_clock(text, time)) return std::nullopt;
  if (is_month_first) year = take_digits(text, 4);
  if (!year || *year < kFirstYear) return std::nullopt;
  time.local.insert(0, fmt::format("{:04}-{:02}-{:02}", *year, *month, *day));
  return possible(time);
}

}  // namespace

std::string Timestamp::text() const {
  return fmt::format("{}{}{}{}", local, fraction.empty() ? "" : ".", fraction, offset);
}

std::chrono::sys_seconds Timestamp::clock() const {
  using namespace std::chrono;
  const auto number = [&](std::size_t at, std::size_t count) {
    return parse_whole<int>(std::string_view(local).substr(at, count)).value_or(0);
  };
  const year_month_day date{year(number(0, 4)), month(static_cast<unsigned>(number(5, 2))),
                            day(static_cast<unsigned>(number(8, 2)))};
  return sys_days(date) + hours(number(11, 2)) + minutes(number(14, 2)) + seconds(number(17, 2));
}

std::optional<Timestamp> parse_timestamp(std::string_view text) {
  text = trim(text, " \t\r\n");
  if (const auto time = parse_numeric(text)) return time;
  return parse_named(text);
}

std::string parse_offset(std::string_view text) {
  text = trim_left(text);
  if (text.starts_with('Z') || text.starts_with("UTC") || text.starts_with("GMT")) return "Z";
  if (!text.starts_with('+') && !text.starts_with('-')) return {};
  const char sign = text.front();
  text.remove_prefix(1);
  if (text.empty() || !is_digit(text.front())) return {};
  const auto hours = take_digits(text, 2);
  int minutes = 0;
  if (take_any(text, ":") || (!text.empty() && is_digit(text.front()))) {
    if (text.empty() || !is_digit(text.front())) return {};
    minutes = take_digits(text, 2).value_or(0);
  }
  constexpr int kMaxHours = 14;
  if (!hours || *hours > kMaxHours || minutes > 59) return {};
  return fmt::format("{}{:02}:{:02}", sign, *hours, minutes);
}

std::string_view leading_digits(std::string_view text) {
  constexpr std::size_t kMaxDigits = 9;
  const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
  return text.substr(0, std::min(count, kMaxDigits));
}

std::string offset_between(const Timestamp& local, const Timestamp& utc,
                           std::optional<double> longitude) {
  using namespace std::chrono_literals;
  // All offsets that places have in the time zone database, in minutes, beside the whole hours.
  constexpr std::array<int, 13> kOddOffsets{-570, -210, -150, 210, 270, 330, 345,
                                            390,  525,  570,  630, 765, 825};
  constexpr int kLeast = -12 * 60;
  constexpr int kMost = 14 * 60;
  const std::chrono::seconds difference = local.clock() - utc.clock();
  const auto minutes = std::chrono::round<std::chrono::minutes>(difference);
  for (const int slack : {0, -1, 1}) {
    const int offset = static_cast<int>(minutes.count()) + slack;
    const bool is_used =
        offset % 60 == 0 || std::ranges::find(kOddOffsets, offset) != kOddOffsets.end();
    if (!is_used || offset < kLeast || offset > kMost) continue;
    if (longitude && !is_used_at(offset, *longitude)) continue;
    if (std::chrono::abs(difference - std::chrono::minutes(offset)) > 90s) continue;
    const int size = offset < 0 ? -offset : offset;
    return fmt::format("{}{:02}:{:02}", offset < 0 ? '-' : '+', size / 60, size % 60);
  }
  return {};
}

}  // namespace audmg::media
