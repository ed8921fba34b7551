// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"

#include "audmg/core/number.hpp"

#include <array>
#include <cstdint>
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

/// Writes decimal digits over the zeros at that place. By hand: a listing formats hundreds of times
/// per request.
void put_digits(std::string& text, std::size_t begin, std::int64_t number, std::size_t width) {
  for (std::size_t i = begin + width; number > 0 && i > begin; number /= 10) {
    text[--i] = static_cast<char>('0' + number % 10);
  }
}

/// Appends zero-padded decimal digits.
void append_digits(std::string& text, std::int64_t number, std::size_t width) {
  const std::size_t begin = text.size();
  text.resize(begin + width, '0');
  put_digits(text, begin, number, width);
}

}  // namespace

TimePoint SystemClock::now() const noexcept {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::string format_rfc3339(TimePoint time) {
  const Civil c = civil(time);
  std::string text = "0000-00-00T00:00:00.000Z";
  put_digits(text, 0, int{c.date.year()}, 4);
  put_digits(text, 5, unsigned{c.date.month()}, 2);
  put_digits(text, 8, unsigned{c.date.day()}, 2);
  put_digits(text, 11, c.time.hours().count(), 2);
  put_digits(text, 14, c.time.minutes().count(), 2);
  put_digits(text, 17, c.time.seconds().count(), 2);
  put_digits(text, 20, c.time.subseconds().count(), 3);
  return text;
}

std::optional<TimePoint> parse_rfc3339(std::string_view text) {
  using namespace std::chrono;
  constexpr std::string_view kShape = "dddd-dd-ddTdd:dd:dd.dddZ";
  if (text.size() != kShape.size()) return std::nullopt;
  for (std::size_t i = 0; i < kShape.size(); ++i) {
    if (kShape[i] != 'd' && text[i] != kShape[i]) return std::nullopt;
  }
  const auto number = [&](std::size_t begin, std::size_t count) {
    const auto digits = parse_whole<unsigned>(text.substr(begin, count));
    return digits ? static_cast<int>(*digits) : -1;
  };
  const int fields[] = {number(0, 4),  number(5, 2),  number(8, 2), number(11, 2),
                        number(14, 2), number(17, 2), number(20, 3)};
  for (const int field : fields) {
    if (field < 0) return std::nullopt;
  }
  const auto [y, m, d, hour, minute, second, millisecond] = fields;
  const year_month_day date{year{y}, month{static_cast<unsigned>(m)},
                            day{static_cast<unsigned>(d)}};
  if (!date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return sys_days(date) + hours{hour} + minutes{minute} + seconds{second} +
         milliseconds{millisecond};
}

std::optional<TimePoint> parse_date_time(std::string_view text) {
  constexpr std::size_t kSecondsEnd = std::string_view("dddd-dd-ddTdd:dd:dd").size();
  constexpr std::size_t kMillisecondDigits = 3;
  constexpr std::string_view kDigits = "0123456789";
  if (text.size() <= kSecondsEnd) return std::nullopt;
  std::string whole(text.substr(0, kSecondsEnd));
  if (whole[10] == 't') whole[10] = 'T';
  std::string_view rest = text.substr(kSecondsEnd);
  std::string fraction;
  if (rest.starts_with('.')) {
    rest.remove_prefix(1);
    fraction = rest.substr(0, rest.find_first_not_of(kDigits));
    if (fraction.empty()) return std::nullopt;
    rest.remove_prefix(fraction.size());
  }
  fraction.resize(kMillisecondDigits, '0');
  const auto local = parse_rfc3339(whole + '.' + fraction + 'Z');
  if (!local) return std::nullopt;
  if (rest == "Z" || rest == "z") return local;
  constexpr std::size_t kOffset = std::string_view("+dd:dd").size();
  if (rest.size() != kOffset || (rest[0] != '+' && rest[0] != '-') || rest[3] != ':') {
    return std::nullopt;
  }
  const auto hours = parse_whole<unsigned>(rest.substr(1, 2));
  const auto minutes = parse_whole<unsigned>(rest.substr(4, 2));
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  const auto offset = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
  return rest[0] == '+' ? *local - offset : *local + offset;
}

std::string format_http_date(TimePoint time) {
  const Civil c = civil(time);
  std::string text = kDayNames.at(c.weekday);
  text += ", ";
  append_digits(text, unsigned{c.date.day()}, 2);
  text.append(" ").append(kMonthNames.at(unsigned{c.date.month()} - 1)).append(" ");
  append_digits(text, int{c.date.year()}, 4);
  text += ' ';
  append_digits(text, c.time.hours().count(), 2);
  text += ':';
  append_digits(text, c.time.minutes().count(), 2);
  text += ':';
  append_digits(text, c.time.seconds().count(), 2);
  text += " GMT";
  return text;
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
