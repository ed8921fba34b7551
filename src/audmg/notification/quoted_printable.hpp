// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>
#include <string_view>

namespace audmg::notification {

/// RFC 2045 section 6.7, with CRLF line ends for LF, CR and CRLF alike and at the end. What servers
/// on the way may change (dots and "From " at the start of a line, blanks at its end) is encoded.
[[nodiscard]] std::string quoted_printable(std::string_view text);

}  // namespace audmg::notification
