// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>
#include <string_view>

namespace audmg::notification {

/// Encodes the text as RFC 2045 section 6.7 describes, with CRLF for LF, CR and CRLF alike and at
/// the end. Also encodes everything that servers on the way may change: dots and "From " at the
/// start of a line, and blanks at its end.
[[nodiscard]] std::string quoted_printable(std::string_view text);

}  // namespace audmg::notification
