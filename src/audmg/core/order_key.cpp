// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/order_key.hpp"

#include "audmg/core/result.hpp"

#include <algorithm>

// A key is a whole number and a fraction in base 62. The first letter of the number says how many
// digits it has: 'a' one, 'b' two, and so on; 'Z' one digit below all of those, 'Y' two digits
// below that. So longer numbers are further out, and a key at either end grows by one digit when
// the number of members there has grown 62-fold. The fraction, which does not end in '0', is for
// keys between two neighbouring numbers.

namespace audmg {
namespace {

constexpr std::string_view kDigits =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr int kBase = static_cast<int>(kDigits.size());
constexpr std::string_view kFirstKey = "a0";
/// A single key takes this part of the gap, near the lower end of one digit and near the upper end
/// of the next: lists in which one place is filled again and again, from either side, then grow by
/// a digit for every 14 members instead of every 6.
constexpr int kPart = 8;

bool is_positive(char head) noexcept { return head >= 'a'; }

int digit_value(char c) {
  const auto place = kDigits.find(c);
  AUDMG_ASSERT(place != std::string_view::npos);
  return static_cast<int>(place);
}

char digit(int value) { return kDigits[static_cast<std::size_t>(value)]; }

/// Returns the length of the number with its head.
std::size_t number_length(char head) {
  const bool is_head = (head >= 'a' && head <= 'z') || (head >= 'A' && head <= 'Z');
  AUDMG_ASSERT(is_head);
  return static_cast<std::size_t>(is_positive(head) ? head - 'a' : 'Z' - head) + 2;
}

std::string_view number_of(std::string_view key) {
  AUDMG_ASSERT(!key.empty());
  const std::size_t length = number_length(key.front());
  AUDMG_ASSERT(key.size() >= length);
  return key.substr(0, length);
}

/// Returns a number of as many digits as its head demands, all of them alike.
std::string number_of_digits(char head, char each) {
  return head + std::string(number_length(head) - 1, each);
}

std::string next_number(std::string_view number) {
  std::string next(number);
  for (std::size_t i = next.size() - 1; i > 0; --i) {
    if (next[i] != kDigits.back()) {
      next[i] = digit(digit_value(next[i]) + 1);
      return next;
    }
    next[i] = kDigits.front();
  }
  const char head = next.front();
  AUDMG_ASSERT(head != 'z');
  return number_of_digits(head == 'Z' ? 'a' : static_cast<char>(head + 1), kDigits.front());
}

std::string previous_number(std::string_view number) {
  std::string previous(number);
  for (std::size_t i = previous.size() - 1; i > 0; --i) {
    if (previous[i] != kDigits.front()) {
      previous[i] = digit(digit_value(previous[i]) - 1);
      return previous;
    }
    previous[i] = kDigits.back();
  }
  const char head = previous.front();
  AUDMG_ASSERT(head != 'A');
  return number_of_digits(head == 'a' ? 'Z' : static_cast<char>(head - 1), kDigits.back());
}

enum class Place { middle, beside };

/// Returns a digit between the two, which differ by more than 1.
char digit_between(int low, int high, std::size_t depth, Place place) {
  const int gap = high - low;
  if (place == Place::middle) return digit(low + gap / 2);
  const int step = std::max(1, gap / kPart);
  return digit(depth % 2 == 0 ? low + step : high - step);
}

/// Returns a fraction between two; no `high` stands for 1.
std::string fraction_between(std::string_view low, std::string_view high, bool has_high,
                             Place place) {
  std::string fraction;
  for (;;) {
    const int from = low.empty() ? 0 : digit_value(low.front());
    const int to = has_high ? digit_value(high.front()) : kBase;
    if (to - from > 1) {
      fraction.push_back(digit_between(from, to, fraction.size(), place));
      return fraction;
    }
    if (to != from && has_high && high.size() > 1) {
      // The shorter fraction lies between: `high` goes on behind this digit.
      fraction.push_back(high.front());
      return fraction;
    }
    fraction.push_back(digit(from));
    low.remove_prefix(std::min<std::size_t>(1, low.size()));
    if (to == from) {
      high.remove_prefix(1);
      AUDMG_ASSERT(!high.empty());
    } else {
      has_high = false;
    }
  }
}

std::string key_between(std::string_view low, std::string_view high, Place place) {
  const std::string_view low_number = number_of(low);
  const std::string_view high_number = number_of(high);
  const std::string_view low_fraction = low.substr(low_number.size());
  if (low_number == high_number) {
    return std::string(low_number) +
           fraction_between(low_fraction, high.substr(high_number.size()), true, place);
  }
  std::string next = next_number(low_number);
  if (next < high) return next;
  return std::string(low_number) + fraction_between(low_fraction, {}, false, place);
}

/// Fills keys[first, last) with keys between the two.
void fill_between(std::string_view low, std::string_view high, std::vector<std::string>& keys,
                  std::size_t first, std::size_t last) {
  if (first == last) return;
  const std::size_t middle = first + (last - first) / 2;
  const Place place = last - first == 1 ? Place::beside : Place::middle;
  keys[middle] = key_between(low, high, place);
  fill_between(low, keys[middle], keys, first, middle);
  fill_between(keys[middle], high, keys, middle + 1, last);
}

}  // namespace

std::vector<std::string> order_keys_between(std::string_view low, std::string_view high,
                                            std::size_t count) {
  AUDMG_ASSERT(low.empty() || high.empty() || low < high);
  std::vector<std::string> keys(count);
  if (count == 0) return keys;
  if (!low.empty() && !high.empty()) {
    fill_between(low, high, keys, 0, count);
  } else if (!high.empty()) {
    const std::string_view number = number_of(high);
    keys.back() = number.size() < high.size() ? std::string(number) : previous_number(number);
    for (std::size_t i = count - 1; i > 0; --i) keys[i - 1] = previous_number(keys[i]);
  } else {
    keys.front() = low.empty() ? std::string(kFirstKey) : next_number(number_of(low));
    for (std::size_t i = 1; i < count; ++i) keys[i] = next_number(keys[i - 1]);
  }
  return keys;
}

}  // namespace audmg
