// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/audio/tag_text.hpp"

#include "audmg/core/number.hpp"
#include "audmg/core/text.hpp"
#include "audmg/core/utf8.hpp"
#include "audmg/media/audio/charset/charset.hpp"
#include "audmg/media/record/record_limits.hpp"

#include <algorithm>

namespace audmg::media {
namespace {

constexpr std::string_view kWhiteSpace = " \n";

std::string as_utf8(std::string_view text) {
  return count_code_points(text) ? std::string(text) : eight_bit_to_utf8(text, guess_charset(text));
}

std::string cut(std::string_view text, std::size_t max_bytes) {
  const std::string short_text = to_valid_utf8(trim_left(text, kWhiteSpace), max_bytes);
  return std::string(trim_right(short_text, kWhiteSpace));
}

constexpr std::uint32_t kLeastYear = 1000;
constexpr std::uint32_t kMostYear = 2999;

std::optional<std::uint32_t> plausible_year(std::string_view digits) {
  return parse_whole<std::uint32_t>(digits, kLeastYear, kMostYear);
}

// Returns the year in a run of digits: 2004, 200405, 20040506 or 06052004, with a time or without.
std::optional<std::uint32_t> year_in(std::string_view digits) {
  constexpr std::size_t kYear = 4;
  if (digits.size() < kYear) return std::nullopt;
  if (const auto year = plausible_year(digits.substr(0, kYear))) return year;
  constexpr std::size_t kWholeDate = 8;
  if (digits.size() != kWholeDate) return std::nullopt;
  return plausible_year(digits.substr(kYear));
}

std::optional<std::uint32_t> take_first_number(std::string_view& text) {
  text.remove_prefix(static_cast<std::size_t>(std::ranges::find_if(text, is_digit) - text.begin()));
  const auto number = take_number<std::uint32_t>(text);
  return number && *number >= 1 && *number <= kMaxTrack ? number : std::nullopt;
}

}  // namespace

std::string clean_tag_text(std::string_view text, std::size_t max_bytes) {
  std::string clean = as_utf8(text);
  std::ranges::replace_if(clean, is_control, ' ');
  return cut(clean, max_bytes);
}

std::string clean_tag_lines(std::string_view text, std::size_t max_bytes) {
  std::string clean;
  const std::string lines = as_utf8(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const char c = lines[i];
    const bool is_line_end = c == '\r' || c == '\n';
    if (c == '\r' && i + 1 < lines.size() && lines[i + 1] == '\n') continue;
    clean.push_back(is_line_end ? '\n' : is_control(c) ? ' ' : c);
  }
  return cut(clean, max_bytes);
}

std::optional<std::uint32_t> year_of(std::string_view date) {
  while (!date.empty()) {
    const auto begin = std::ranges::find_if(date, is_digit);
    const auto end = std::find_if_not(begin, date.end(), is_digit);
    if (const auto year = year_in({begin, end})) return year;
    date = {end, date.end()};
  }
  return std::nullopt;
}

NumberOfTotal read_number_of_total(std::string_view text) {
  NumberOfTotal result;
  const std::size_t separator = std::min(text.find('/'), lower_case(text).find(" of "));
  std::string_view first = text.substr(0, separator);
  result.number = take_first_number(first);
  if (separator != text.npos) {
    text.remove_prefix(separator);
    result.total = take_first_number(text);
  }
  return result;
}

std::vector<std::string> split_names(const std::vector<std::string>& values) {
  std::vector<std::string> names;
  for (const std::string& value : values) {
    std::string_view rest = value;
    while (!rest.empty()) {
      std::string name = clean_tag_text(take_until(rest, ';'), kMaxListEntryBytes);
      if (name.empty() || std::ranges::find(names, name) != names.end()) continue;
      if (names.size() == kMaxListEntries) return names;
      names.push_back(std::move(name));
    }
  }
  return names;
}

std::string recording_time(std::string_view text) {
  constexpr std::size_t kDate = 10;
  constexpr std::size_t kSeconds = 19;
  text = trim(text);
  if (text.size() < kSeconds || (text[kDate] != 'T' && text[kDate] != ' ')) return {};
  std::string time(text.substr(0, kDate));
  time.append("T").append(text.substr(kDate + 1, kSeconds - kDate - 1));
  std::string_view rest = text.substr(kSeconds);
  if (rest.starts_with('.')) {
    const auto end = std::find_if_not(rest.begin() + 1, rest.end(), is_digit);
    const std::string_view fraction = trim_right({rest.begin(), end}, "0");
    if (fraction.size() > 1) time.append(fraction);
    rest = {end, rest.end()};
  }
  rest = trim_left(rest);
  constexpr std::size_t kOffsetWithoutColon = 5;
  if (rest.size() == kOffsetWithoutColon) {
    constexpr std::size_t kHours = 3;
    time.append(rest.substr(0, kHours)).append(":");
    rest.remove_prefix(kHours);
  }
  time.append(rest);
  return is_local_or_zoned_time(time) ? time : std::string();
}

}  // namespace audmg::media
