// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace audmg::utf8proc {

/// Returns the words of the text in the form in which words are compared, with one blank between
/// them: in Normalization Form KD and folded case, without marks (accents, vowel signs), and with
/// letters of their own such as "ø" and "ß" as the ASCII letters that people type instead.
/// Apostrophes disappear ("rock'n'roll" is one word); all other punctuation, and bytes that are not
/// UTF-8, stand between words. Symbols such as emoji stay. Words and code points beyond `max_bytes`
/// are cut. The result is the same when it is folded again. Thread-safe.
[[nodiscard]] std::string fold_words(std::string_view text, std::size_t max_bytes);

}  // namespace audmg::utf8proc
