// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/library/local_date.hpp"

#include "audmg/core/ascii.hpp"
#include "audmg/core/number.hpp"

#include <algorithm>
#include <cstddef>

namespace audmg::library {
namespace {

constexpr std::size_t kMaxFractionDigits = 9;
constexpr std::size_t kMillisecondDigits = 3;

/// Removes two digits, and the separator before them unless it is 0, from the beginning of the
/// text.
std::optional<unsigned> take_two_digits(std::string_view& text, char separator, unsigned most) {
  std::string_view rest = text;
  if (separator != 0) {
    if (!rest.starts_with(separator)) return std::nullopt;
    rest.remove_prefix(1);
  }
  if (rest.size() < 2) return std::nullopt;
  if (!std::ranges::all_of(rest.substr(0, 2), is_digit)) return std::nullopt;
  const auto number = parse_whole<unsigned>(rest.substr(0, 2), 0, most);
  if (number) text = rest.substr(2);
  return number;
}

std::optional<std::chrono::local_days> take_day(std::string_view& text) {
  constexpr std::size_t kYearDigits = 4;
  if (text.size() < kYearDigits) return std::nullopt;
  if (!std::ranges::all_of(text.substr(0, kYearDigits), is_digit)) return std::nullopt;
  const auto year = parse_whole<int>(text.substr(0, kYearDigits), 1);
  text.remove_prefix(kYearDigits);
  const auto month = take_two_digits(text, '-', 12);
  if (!year || !month) return std::nullopt;
  const auto day = take_two_digits(text, '-', 31);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(*month),
                                         std::chrono::day(*day)};
  if (!date.ok()) return std::nullopt;
  return std::chrono::local_days(date);
}

/// Removes ".25" from the beginning of the text, if it is there.
std::optional<std::chrono::milliseconds> take_fraction(std::string_view& text) {
  if (!text.starts_with('.')) return std::chrono::milliseconds(0);
  text.remove_prefix(1);
  const auto count =
      static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
  if (count == 0 || count > kMaxFractionDigits) return std::nullopt;
  std::string digits(text.substr(0, std::min(count, kMillisecondDigits)));
  digits.resize(kMillisecondDigits, '0');
  text.remove_prefix(count);
  const auto number = parse_whole<int>(digits);
  if (!number) return std::nullopt;
  return std::chrono::milliseconds(*number);
}

bool is_offset(std::string_view text) {
  if (text.empty() || text == "Z") return true;
  if (!text.starts_with('+') && !text.starts_with('-')) return false;
  text.remove_prefix(1);
  return take_two_digits(text, 0, 23) && take_two_digits(text, ':', 59) && text.empty();
}

}  // namespace

std::optional<LocalDate> parse_local_date(std::string_view text) {
  constexpr std::size_t kMinutesEnd = std::string_view("2019-07-14T18:30").size();
  std::string_view rest = text;
  const auto day = take_day(rest);
  if (!day) return std::nullopt;
  if (rest.empty()) return LocalDate{.clock = *day, .has_time = false, .text = std::string(text)};
  const auto hours = take_two_digits(rest, 'T', 23);
  if (!hours) return std::nullopt;
  const auto minutes = take_two_digits(rest, ':', 59);
  if (!minutes) return std::nullopt;
  LocalDate date{.clock = *day + std::chrono::hours(*hours) + std::chrono::minutes(*minutes),
                 .text = std::string(text)};
  if (rest.starts_with(':')) {
    const auto seconds = take_two_digits(rest, ':', 60);
    if (!seconds) return std::nullopt;
    const auto fraction = take_fraction(rest);
    if (!fraction) return std::nullopt;
    date.clock += std::chrono::seconds(*seconds) + *fraction;
  } else {
    date.text.insert(kMinutesEnd, ":00");
  }
  if (!is_offset(rest)) return std::nullopt;
  return date;
}

}  // namespace audmg::library
