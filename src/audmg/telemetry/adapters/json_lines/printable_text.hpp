// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace audmg::telemetry {

/// Longest string value of a record, in bytes; longer ones are cut and end in "...".
inline constexpr std::size_t kMaxValueBytes = 4096;

/// Appends `text` as a JSON string with its quotes. Whatever the bytes are, the result is one line
/// of printable UTF-8: control characters, including those of Latin-1 (U+0080 to U+009F, which some
/// terminals obey), line separators and marks of writing direction are escaped, and each byte that
/// is not UTF-8 becomes one U+FFFD.
void append_printable_string(std::string& out, std::string_view text);

}  // namespace audmg::telemetry
