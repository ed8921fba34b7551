// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/record/record_limits.hpp"

#include "audmg/core/hex.hpp"

#include <algorithm>
#include <array>

namespace audmg::media {
namespace {

constexpr std::size_t kMaxNameBytes = 32;
constexpr std::size_t kMaxRecipeBytes = 64;
constexpr std::size_t kMaxFractionDigits = 9;

/// Looked up, because a record has a key for each rendition.
constexpr std::array<bool, 256> kKeyCharacters = [] {
  std::array<bool, 256> allowed{};
  for (std::size_t i = 0; i < allowed.size(); ++i) {
    const char c = static_cast<char>(i);
    allowed[i] = is_alnum(c) || c == '.' || c == '_' || c == '-' || c == '/';
  }
  return allowed;
}();

template <class Predicate>
bool is_made_of(std::string_view text, std::size_t max_bytes, Predicate allowed) {
  return !text.empty() && text.size() <= max_bytes && std::ranges::all_of(text, allowed);
}

/// Returns whether `text` has digits where `pattern` has '0', and the same characters elsewhere.
bool has_shape(std::string_view text, std::string_view pattern) {
  return std::ranges::equal(text, pattern,
                            [](char c, char p) { return p == '0' ? is_digit(c) : c == p; });
}

int two_digits(std::string_view text, std::size_t at) {
  return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

bool is_offset(std::string_view text) {
  if (text.empty() || text == "Z") return true;
  if (!has_shape(text, "+00:00") && !has_shape(text, "-00:00")) return false;
  return two_digits(text, 1) <= 23 && two_digits(text, 4) <= 59;
}

}  // namespace

bool is_local_or_zoned_time(std::string_view text) {
  constexpr std::string_view kShape = "0000-00-00T00:00:00";
  if (text.size() < kShape.size() || !has_shape(text.substr(0, kShape.size()), kShape))
    return false;
  const auto is_in = [&](std::size_t at, int least, int most) {
    return two_digits(text, at) >= least && two_digits(text, at) <= most;
  };
  if (!is_in(5, 1, 12) || !is_in(8, 1, 31)) return false;
  if (!is_in(11, 0, 23) || !is_in(14, 0, 59) || !is_in(17, 0, 60)) return false;
  std::string_view rest = text.substr(kShape.size());
  if (rest.starts_with('.')) {
    rest.remove_prefix(1);
    const auto digits =
        static_cast<std::size_t>(std::ranges::find_if_not(rest, is_digit) - rest.begin());
    if (digits == 0 || digits > kMaxFractionDigits) return false;
    rest.remove_prefix(digits);
  }
  return is_offset(rest);
}

bool is_rendition_name(std::string_view text) {
  return is_made_of(text, kMaxNameBytes,
                    [](char c) { return is_lower(c) || is_digit(c) || c == '_'; });
}

bool is_recipe_id(std::string_view text) {
  return is_made_of(text, kMaxRecipeBytes,
                    [](char c) { return is_lower(c) || is_digit(c) || c == '-'; });
}

bool is_rendition_content_type(std::string_view text) {
  constexpr std::array<std::string_view, 5> kTypes{"image/webp", "image/jpeg", "video/mp4",
                                                   "application/json", "application/octet-stream"};
  if (std::ranges::find(kTypes, text) != kTypes.end()) return true;
  constexpr std::string_view kAudio = "audio/";
  return text.starts_with(kAudio) && is_recipe_id(text.substr(kAudio.size()));
}

bool is_difference_hash(std::string_view text) {
  return text.size() == 16 && std::ranges::all_of(text, is_lower_hex_digit);
}

bool is_uuid(std::string_view text) {
  constexpr std::string_view kShape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  return std::ranges::equal(
      text, kShape, [](char c, char p) { return p == 'x' ? is_lower_hex_digit(c) : c == p; });
}

bool is_color(std::string_view text) {
  return text.size() == 7 && text[0] == '#' &&
         std::ranges::all_of(text.substr(1), is_lower_hex_digit);
}

bool is_object_key(std::string_view text) {
  if (text.empty() || text.size() > kMaxObjectKeyBytes) return false;
  // Looks at all of them, because nearly every key is right.
  bool is_right = true;
  for (const char c : text) is_right &= kKeyCharacters[static_cast<unsigned char>(c)];
  return is_right;
}

}  // namespace audmg::media
