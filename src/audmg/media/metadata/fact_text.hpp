// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// Turns what writers left in a file into text that a record may have. Nothing here fails.
namespace audmg::media {

/// Returns text of an unknown charset as UTF-8. It is UTF-8 if most of its bytes over 0x7f are:
/// what is wrong becomes U+FFFD then, and a character that the writer cut at the end is left out.
/// Else it is read as Windows-1252, which includes ISO 8859-1 and is what most programs without
/// Unicode wrote.
[[nodiscard]] std::string utf8_from_legacy(std::string_view bytes);
/// Returns ISO 8859-1 as UTF-8.
[[nodiscard]] std::string utf8_from_latin_1(std::string_view bytes);
/// Returns UTF-16 as UTF-8, with U+FFFD for what is not well-formed; ends at the first NUL.
[[nodiscard]] std::string utf8_from_utf16(std::string_view bytes, bool is_little_endian);

/// Returns one line: valid UTF-8 without control characters and without blanks at its ends, at most
/// `max_bytes` long. `text` may be of a legacy charset.
[[nodiscard]] std::string clean_line(std::string_view text, std::size_t max_bytes);
/// Returns the same with its line breaks, each as "\n".
[[nodiscard]] std::string clean_lines(std::string_view text, std::size_t max_bytes);

/// Returns a description, or "" for one that a camera or program wrote into every picture ("OLYMPUS
/// DIGITAL CAMERA"), which are the words of no person.
[[nodiscard]] std::string clean_description(std::string_view text);

/// Returns the number at the beginning of "2.8" or "28/10"; nullopt when there is none, for
/// fractions of zero and for numbers that are not finite.
[[nodiscard]] std::optional<double> parse_fraction(std::string_view text);

}  // namespace audmg::media
