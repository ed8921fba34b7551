// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/query_dates.hpp"

#include "audmg/core/ascii.hpp"
#include "audmg/core/number.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace audmg::catalogue {
namespace {

using std::chrono::day;
using std::chrono::local_days;
using std::chrono::month;
using std::chrono::months;
using std::chrono::year;
using std::chrono::year_month;
using std::chrono::year_month_day;
using std::chrono::years;

constexpr int kFirstQueryYear = 1800;
constexpr int kLastQueryYear = 2199;
constexpr std::size_t kYearDigits = 4;

DateRange range_of(year_month_day first, year_month_day behind) {
  return {.from = LocalTime(local_days(first)), .to = LocalTime(local_days(behind))};
}

DateRange whole_year(year wanted) { return range_of(wanted / 1 / 1, (wanted + years(1)) / 1 / 1); }

std::optional<DateRange> whole_month(year_month wanted) {
  if (!wanted.ok()) return std::nullopt;
  return range_of(wanted / 1, (wanted + months(1)) / 1);
}

std::optional<DateRange> whole_day(year_month_day wanted) {
  if (!wanted.ok()) return std::nullopt;
  return DateRange{.from = LocalTime(local_days(wanted)),
                   .to = LocalTime(local_days(wanted) + std::chrono::days(1))};
}

std::optional<year> parse_year(std::string_view text) {
  if (text.size() != kYearDigits || !std::ranges::all_of(text, is_digit)) return std::nullopt;
  const auto number = parse_whole<int>(text, kFirstQueryYear, kLastQueryYear);
  if (!number) return std::nullopt;
  return year(*number);
}

/// One or two digits.
std::optional<unsigned> parse_short(std::string_view text) {
  if (text.empty() || text.size() > 2) return std::nullopt;
  return parse_whole<unsigned>(text);
}

/// At most four parts, so that a fifth is noticed.
std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (parts.size() < 4) {
    const auto end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return parts;
}

std::optional<DateRange> parse_parts(const std::vector<std::string_view>& parts, char separator) {
  if (const auto first = parse_year(parts.front())) {
    if (parts.size() == 1) return whole_year(*first);
    const auto second = parse_short(parts[1]);
    if (!second) return std::nullopt;
    if (parts.size() == 2) return whole_month(*first / month(*second));
    const auto third = parse_short(parts[2]);
    if (parts.size() != 3 || !third) return std::nullopt;
    return whole_day(*first / month(*second) / day(*third));
  }
  if (parts.size() != 3 || separator != '.') return std::nullopt;
  const auto of_month = parse_short(parts[0]);
  const auto of_year = parse_short(parts[1]);
  const auto last = parse_year(parts[2]);
  if (!of_month || !of_year || !last) return std::nullopt;
  return whole_day(*last / month(*of_year) / day(*of_month));
}

std::optional<DateRange> parse_date(std::string_view word) {
  for (const char separator : {'-', '.', '/'}) {
    if (word.contains(separator)) return parse_parts(split(word, separator), separator);
  }
  return parse_parts({word}, '-');
}

std::optional<DateRange> from_to(std::string_view first, std::string_view last) {
  const auto begin = parse_date(first);
  const auto end = parse_date(last);
  if ((!begin && !first.empty()) || (!end && !last.empty()) || (!begin && !end)) {
    return std::nullopt;
  }
  DateRange range{.from = begin ? begin->from : LocalTime::min(),
                  .to = end ? end->to : LocalTime::max()};
  if (begin && end && end->from < begin->from) range = {.from = end->from, .to = begin->to};
  return range;
}

struct MonthName {
  std::string_view name;
  unsigned number = 0;
};
constexpr std::array kMonthNames = {
    MonthName{"january", 1},   MonthName{"januar", 1},    MonthName{"janner", 1},
    MonthName{"february", 2},  MonthName{"februar", 2},   MonthName{"march", 3},
    MonthName{"marz", 3},      MonthName{"maerz", 3},     MonthName{"april", 4},
    MonthName{"may", 5},       MonthName{"mai", 5},       MonthName{"june", 6},
    MonthName{"juni", 6},      MonthName{"july", 7},      MonthName{"juli", 7},
    MonthName{"august", 8},    MonthName{"september", 9}, MonthName{"october", 10},
    MonthName{"oktober", 10},  MonthName{"november", 11}, MonthName{"december", 12},
    MonthName{"dezember", 12},
};
constexpr std::size_t kLeastMonthLetters = 3;

std::optional<month> parse_month(std::string_view word) {
  if (word.size() < kLeastMonthLetters) return std::nullopt;
  for (const auto& [name, number] : kMonthNames) {
    if (name.starts_with(word)) return month(number);
  }
  return std::nullopt;
}

/// "4", "4th".
std::optional<day> parse_day(std::string_view word) {
  for (const std::string_view ending : {"st", "nd", "rd", "th"}) {
    if (word.ends_with(ending)) {
      word.remove_suffix(ending.size());
      break;
    }
  }
  const auto number = parse_short(word);
  if (!number) return std::nullopt;
  return day(*number);
}

}  // namespace

std::optional<DateRange> parse_dates(std::string_view word) {
  if (const auto dots = word.find(".."); dots != std::string_view::npos) {
    return from_to(word.substr(0, dots), word.substr(dots + 2));
  }
  constexpr std::size_t kTwoYears = 2 * kYearDigits + 1;
  if (word.size() == kTwoYears && word[kYearDigits] == '-' &&
      std::ranges::all_of(word.substr(kYearDigits + 1), is_digit)) {
    return from_to(word.substr(0, kYearDigits), word.substr(kYearDigits + 1));
  }
  return parse_date(word);
}

std::optional<DatesOfWords> parse_named_dates(std::span<const std::string> words) {
  const auto answer = [](std::optional<DateRange> dates, std::size_t count) {
    return dates ? std::optional(DatesOfWords{*dates, count}) : std::nullopt;
  };
  if (words.size() >= 3) {
    const auto of_year = parse_year(words[2]);
    const bool day_first = parse_month(words[1]).has_value();
    const auto named = parse_month(words[day_first ? 1 : 0]);
    const auto of_month = parse_day(words[day_first ? 0 : 1]);
    if (of_year && named && of_month) return answer(whole_day(*of_year / *named / *of_month), 3);
  }
  if (words.size() < 2) return std::nullopt;
  const bool year_first = parse_year(words[0]).has_value();
  const auto of_year = parse_year(words[year_first ? 0 : 1]);
  const auto named = parse_month(words[year_first ? 1 : 0]);
  if (!of_year || !named) return std::nullopt;
  return answer(whole_month(*of_year / *named), 2);
}

}  // namespace audmg::catalogue
