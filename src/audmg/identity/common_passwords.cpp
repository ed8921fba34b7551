// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/common_passwords.hpp"

#include "audmg/core/text.hpp"
#include "audmg/core/wipe.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

namespace audmg::identity {

// The two lists were written by hand for this project from what anyone knows people choose
// (keyboard walks, first names, sports, animals, months, brands, phrases). No published list was
// copied. cmake/embed_text.cmake writes the definitions.

/// common_words.txt: words that people make passwords of, in lower case, one a line.
extern const std::string_view kCommonWords;
/// common_endings.txt: what people put behind a word when they must. Years come by rule.
extern const std::string_view kCommonEndings;

namespace {

constexpr int kFirstYear = 1930;
constexpr int kLastYear = 2039;

std::vector<std::string_view> sorted_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t length = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, length));
    text.remove_prefix(std::min(length + 1, text.size()));
  }
  std::ranges::sort(lines);
  return lines;
}

const std::vector<std::string_view>& words() {
  static const auto kSorted = sorted_lines(kCommonWords);
  return kSorted;
}

const std::vector<std::string_view>& endings() {
  static const auto kSorted = sorted_lines(kCommonEndings);
  return kSorted;
}

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

int to_number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

bool is_year(std::string_view text) {
  return text.size() == 4 && is_number(text) && to_number(text) >= kFirstYear &&
         to_number(text) <= kLastYear;
}

bool is_word(std::string_view text) { return std::ranges::binary_search(words(), text); }

bool is_ending(std::string_view text) {
  if (text.empty() || std::ranges::binary_search(endings(), text)) return true;
  if (text.ends_with('!')) text.remove_suffix(1);
  return is_year(text);
}

/// "p@ssw0rd" as "password". One letter a symbol; 1 stands for i or l, so both are tried.
std::string read_symbols(std::string_view text, char one) {
  std::string plain(text);
  for (char& c : plain) {
    switch (c) {
      case '@':
      case '4':
        c = 'a';
        break;
      case '3':
        c = 'e';
        break;
      case '0':
        c = 'o';
        break;
      case '$':
      case '5':
        c = 's';
        break;
      case '7':
        c = 't';
        break;
      case '1':
      case '!':
        c = one;
        break;
      default:
        break;
    }
  }
  return plain;
}

/// A word of the list, or two of them side by side: a few million guesses, which take seconds.
bool is_wordlike(std::string_view text) {
  if (is_word(text)) return true;
  for (std::size_t split = 3; split + 3 <= text.size(); ++split) {
    if (is_word(text.substr(0, split)) && is_word(text.substr(split))) return true;
  }
  return false;
}

bool reads_wordlike(std::string_view text, char one) {
  std::string plain = read_symbols(text, one);
  const bool wordlike = is_wordlike(plain);
  wipe(plain);
  return wordlike;
}

bool is_word_with_ending(std::string_view text) {
  for (std::size_t split = text.size(); split >= 3; --split) {
    if (!is_ending(text.substr(split))) continue;
    const std::string_view head = text.substr(0, split);
    if (is_wordlike(head) || reads_wordlike(head, 'i') || reads_wordlike(head, 'l')) return true;
  }
  return false;
}

/// The same piece of up to four characters again and again: aaaaaaaa, 12121212, abcdabcd.
bool is_repetition(std::string_view text) {
  for (std::size_t period = 1; period <= 4 && period * 2 <= text.size(); ++period) {
    bool repeats = true;
    for (std::size_t i = period; i < text.size() && repeats; ++i) {
      repeats = text[i] == text[i - period];
    }
    if (repeats) return true;
  }
  return false;
}

/// Each character followed by its neighbour in one direction: 23456789, hgfedcba, rows of keys.
bool is_run(std::string_view text) {
  constexpr std::array<std::string_view, 8> kRows = {
      "01234567890123456789", "abcdefghijklmnopqrstuvwxyz",
      "qwertyuiop[]",         "asdfghjkl;'",
      "zxcvbnm,./",           "!@#$%^&*()_+",
      "qwertzuiop",           "azertyuiop"};
  return std::ranges::any_of(kRows, [&](std::string_view row) {
    return row.contains(text) ||
           std::search(row.rbegin(), row.rend(), text.begin(), text.end()) != row.rend();
  });
}

/// Two runs side by side: 1234qwer, abcd1234, qwerasdf.
bool is_two_runs(std::string_view text) {
  for (std::size_t split = 3; split + 3 <= text.size(); ++split) {
    if (is_run(text.substr(0, split)) && is_run(text.substr(split))) return true;
  }
  return false;
}

/// Eight digits that are a day: 19840315, 15031984, 03151984.
bool is_date(std::string_view text) {
  if (text.size() != 8 || !is_number(text)) return false;
  const auto is_day = [](std::string_view a, std::string_view b) {
    const int x = to_number(a);
    const int y = to_number(b);
    return x >= 1 && y >= 1 && ((x <= 12 && y <= 31) || (x <= 31 && y <= 12));
  };
  return (is_year(text.substr(0, 4)) && is_day(text.substr(4, 2), text.substr(6, 2))) ||
         (is_year(text.substr(4, 4)) && is_day(text.substr(0, 2), text.substr(2, 2)));
}

/// The same for a password in small letters.
bool is_common(std::string_view text) {
  if (is_repetition(text) || is_run(text) || is_two_runs(text) || is_date(text)) return true;
  if (is_word_with_ending(text)) return true;
  // An ending can also stand in front: 123password.
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  return digits > 0 && is_ending(text.substr(0, digits)) &&
         is_word_with_ending(text.substr(digits));
}

}  // namespace

bool is_common_password(std::string_view password) {
  // Nothing on the list is longer, and no pattern that matters is.
  constexpr std::size_t kMaxLength = 40;
  if (password.size() > kMaxLength) return is_repetition(password);
  std::string lower = lower_case(password);
  const bool common = is_common(lower);
  wipe(lower);
  return common;
}

std::size_t common_password_count() {
  const std::size_t years = kLastYear - kFirstYear + 1;
  return words().size() * (1 + endings().size() + years);
}

}  // namespace audmg::identity
