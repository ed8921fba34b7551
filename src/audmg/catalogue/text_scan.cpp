// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/text_scan.hpp"

#include "audmg/core/utf8.hpp"

#include <array>
#include <cstring>

namespace audmg::catalogue {
namespace {

constexpr std::size_t kBlockBytes = 16;
using Block [[gnu::vector_size(kBlockBytes)]] = std::uint8_t;

Block block_at(const char* bytes) noexcept {
  Block block;
  std::memcpy(&block, bytes, kBlockBytes);
  return block;
}

bool any(const Block& block) noexcept {
  std::array<std::uint64_t, kBlockBytes / sizeof(std::uint64_t)> words{};
  std::memcpy(words.data(), &block, kBlockBytes);
  return (words[0] | words[1]) != 0;
}

bool is_between_words(char c) noexcept { return static_cast<unsigned char>(c) <= ' '; }

bool begins_word(std::string_view text, std::size_t at) noexcept {
  return at == 0 || is_between_words(text[at - 1]);
}

bool ends_word(std::string_view text, std::size_t end) noexcept {
  return end == text.size() || is_between_words(text[end]);
}

/// Kana, Han and what else is from U+3000 on.
bool needs_no_blanks(char first_byte) noexcept {
  return static_cast<unsigned char>(first_byte) >= 0xe3;
}

}  // namespace

std::size_t find_text(std::string_view text, std::string_view needle, std::size_t from) noexcept {
  const std::size_t last = needle.size() - 1;
  const char* const bytes = text.data();
  const Block first_byte = Block{} + static_cast<std::uint8_t>(needle.front());
  const Block last_byte = Block{} + static_cast<std::uint8_t>(needle.back());
  std::size_t at = from;
  for (; at + last + kBlockBytes <= text.size(); at += kBlockBytes) {
    const Block candidates =
        Block((block_at(bytes + at) == first_byte) & (block_at(bytes + at + last) == last_byte));
    if (!any(candidates)) continue;
    for (std::size_t i = 0; i < kBlockBytes; ++i) {
      if (candidates[i] != 0 && std::memcmp(bytes + at + i, needle.data(), needle.size()) == 0) {
        return at + i;
      }
    }
  }
  return text.find(needle, at);
}

Grade grade_of(std::string_view text, std::size_t at, std::size_t length) noexcept {
  if (!begins_word(text, at)) return Grade::inside;
  return ends_word(text, at + length) ? Grade::whole_word : Grade::beginning;
}

bool is_whole(std::string_view text, std::size_t at, std::size_t length) noexcept {
  if (!begins_word(text, at) && !needs_no_blanks(text[at])) return false;
  std::size_t last = at + length - 1;
  while (last > at && is_utf8_continuation(text[last])) --last;
  return ends_word(text, at + length) || needs_no_blanks(text[last]);
}

}  // namespace audmg::catalogue
