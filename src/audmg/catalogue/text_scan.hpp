// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace audmg::catalogue {

/// Returns where `needle` is in `text` at or after `from`; npos if nowhere. As std::string_view's
/// find(), but several times as fast in long texts, because it looks for the first and the last
/// byte of the needle in 16 places at once. Precondition: the needle is not empty.
[[nodiscard]] std::size_t find_text(std::string_view text, std::string_view needle,
                                    std::size_t from) noexcept;

/// The position of a word in a text; better ones first.
enum class Grade : std::uint8_t { whole_word, beginning, inside };

/// Returns that position for the `length` bytes at `at` in a folded text.
[[nodiscard]] Grade grade_of(std::string_view text, std::size_t at, std::size_t length) noexcept;

/// Returns whether these bytes of a folded text begin and end where words do. In scripts that are
/// written without blanks, words may begin and end anywhere.
[[nodiscard]] bool is_whole(std::string_view text, std::size_t at, std::size_t length) noexcept;

}  // namespace audmg::catalogue
