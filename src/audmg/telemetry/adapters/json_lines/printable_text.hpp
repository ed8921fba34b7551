// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace audmg::telemetry {

/// Longest string value of a record, in bytes; what is longer is cut and ends in "...".
inline constexpr std::size_t kMaxValueBytes = 4096;

/// Appends `text` as a JSON string with its quotes. Whatever the bytes are, the result is one line
/// of printable UTF-8: control characters, also those of Latin-1 (U+0080 to U+009F, which some
/// terminals obey), line separators and marks of writing direction are escaped, bytes that are not
/// UTF-8 become U+FFFD, one each.
void append_printable_string(std::string& out, std::string_view text);

}  // namespace audmg::telemetry
