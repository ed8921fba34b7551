// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/utf8proc/folded_words.hpp"

#include "audmg/core/ascii.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>

namespace audmg::utf8proc {
namespace {

constexpr auto kFolded =
    static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                   UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);

/// The most that one code point decomposes into is 18 (U+FDFA).
constexpr std::size_t kMostPoints = 32;

/// Letters that Unicode does not decompose, in folded case.
struct Letter {
  utf8proc_int32_t point;
  std::string_view ascii;
};
constexpr std::array kLetters = {
    Letter{0xe6, "ae"},  Letter{0xf0, "d"},  Letter{0xf8, "o"},  Letter{0xfe, "th"},
    Letter{0x111, "d"},  Letter{0x127, "h"}, Letter{0x131, "i"}, Letter{0x142, "l"},
    Letter{0x153, "oe"}, Letter{0x167, "t"},
};

bool is_apostrophe(utf8proc_int32_t point) {
  return point == '\'' || point == 0x2018 || point == 0x2019 || point == 0x2bc || point == 0xff07;
}

/// Stands for bytes that were not UTF-8.
constexpr utf8proc_int32_t kReplacement = 0xfffd;

bool is_part_of_word(utf8proc_int32_t point) {
  if (point == kReplacement) return false;
  const auto category = utf8proc_category(point);
  return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO) ||
         (category >= UTF8PROC_CATEGORY_SM && category <= UTF8PROC_CATEGORY_SO);
}

/// Collects words, and stops for good at the first piece that has no room.
class Words {
 public:
  explicit Words(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  void end_word() { between_ = true; }
  void append(std::string_view piece) {
    const std::size_t blank = between_ && !text_.empty() ? 1 : 0;
    full_ = full_ || text_.size() + blank + piece.size() > max_bytes_;
    if (full_) return;
    text_.append(blank, ' ').append(piece);
    between_ = false;
  }
  [[nodiscard]] bool full() const { return full_; }
  [[nodiscard]] std::string take() && { return std::move(text_); }

 private:
  const std::size_t max_bytes_;
  std::string text_;
  bool between_ = false;
  bool full_ = false;
};

void append_folded(utf8proc_int32_t point, Words& words) {
  if (is_apostrophe(point)) return;
  const auto* const letter = std::ranges::find(kLetters, point, &Letter::point);
  if (letter != kLetters.end()) {
    words.append(letter->ascii);
  } else if (point < 0x80 ? is_alnum(static_cast<char>(point)) : is_part_of_word(point)) {
    std::array<utf8proc_uint8_t, 4> bytes{};
    const auto size = utf8proc_encode_char(point, bytes.data());
    words.append({reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(size)});
  } else {
    words.end_word();
  }
}

void fold(utf8proc_int32_t point, Words& words) {
  std::array<utf8proc_int32_t, kMostPoints> points{};
  int boundary = 0;
  const utf8proc_ssize_t count =
      utf8proc_decompose_char(point, points.data(), kMostPoints, kFolded, &boundary);
  if (count < 0 || count > static_cast<utf8proc_ssize_t>(kMostPoints)) return words.end_word();
  for (utf8proc_ssize_t i = 0; i < count; ++i) {
    append_folded(points[static_cast<std::size_t>(i)], words);
  }
}

}  // namespace

std::string fold_words(std::string_view text, std::size_t max_bytes) {
  Words words(max_bytes);
  while (!text.empty() && !words.full()) {
    if (is_ascii(text.front())) {
      const char c = to_lower(text.front());
      if (is_alnum(c)) {
        words.append({&c, 1});
      } else if (c != '\'') {
        words.end_word();
      }
      text.remove_prefix(1);
      continue;
    }
    utf8proc_int32_t point = 0;
    const utf8proc_ssize_t length =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                         static_cast<utf8proc_ssize_t>(text.size()), &point);
    if (length > 0) {
      fold(point, words);
    } else {
      words.end_word();
    }
    text.remove_prefix(length > 0 ? static_cast<std::size_t>(length) : 1);
  }
  return std::move(words).take();
}

}  // namespace audmg::utf8proc
