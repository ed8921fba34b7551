// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string_view>

namespace audmg::utf8proc {

/// Returns whether the text is valid UTF-8 and has only letters, their marks, and digits of any
/// script beside the ASCII characters in `others`.
[[nodiscard]] bool has_only_letters(std::string_view text, std::string_view others) noexcept;

/// Returns whether the text is valid UTF-8 and everybody sees all of it: no controls, no blanks or
/// line ends, no characters that only change how others look, none that Unicode has not assigned.
[[nodiscard]] bool is_all_visible(std::string_view text) noexcept;

}  // namespace audmg::utf8proc
