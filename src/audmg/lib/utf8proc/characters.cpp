// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/utf8proc/characters.hpp"

#include <utf8proc.h>

namespace audmg::utf8proc {
namespace {

bool is_letter(utf8proc_category_t category) noexcept {
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

/// Letters, marks, numbers, punctuation and symbols; not the separators and the others (controls,
/// formats, surrogates, private, unassigned).
bool is_visible(utf8proc_category_t category) noexcept {
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_SO;
}

template <class Check>
bool all_code_points(std::string_view text, Check is_good) noexcept {
  while (!text.empty()) {
    utf8proc_int32_t point = 0;
    const utf8proc_ssize_t length =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                         static_cast<utf8proc_ssize_t>(text.size()), &point);
    if (length <= 0 || !is_good(point)) return false;
    text.remove_prefix(static_cast<std::size_t>(length));
  }
  return true;
}

}  // namespace

bool has_only_letters(std::string_view text, std::string_view others) noexcept {
  return all_code_points(text, [&](utf8proc_int32_t point) {
    return is_letter(utf8proc_category(point)) ||
           (point < 0x80 && others.contains(static_cast<char>(point)));
  });
}

bool is_all_visible(std::string_view text) noexcept {
  return all_code_points(
      text, [](utf8proc_int32_t point) { return is_visible(utf8proc_category(point)); });
}

}  // namespace audmg::utf8proc
