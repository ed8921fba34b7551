// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>
#include <string_view>

namespace audmg::http {

enum class Disposition { inline_, attachment };

/// Returns the value of a Content-Disposition field for a file of that name (RFC 6266): filename in
/// ASCII and, when that is not the whole name, filename* (RFC 8187), which recipients prefer. Safe
/// for any name: control characters, quotes and line ends never appear literally. Invalid UTF-8
/// becomes U+FFFD.
[[nodiscard]] std::string content_disposition(Disposition disposition, std::string_view file_name);
/// Appends the same to `out`.
void append_content_disposition(std::string& out, Disposition disposition,
                                std::string_view file_name);

}  // namespace audmg::http
