// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace audmg::http {

/// Whether "+" means a space, as it does in queries that HTML forms make.
enum class Plus { literal, space };

/// Removes percent-encoding (RFC 3986 section 2.1). Nothing when a "%" is not followed by two
/// hexadecimal digits. The result is bytes: it may hold NUL and need not be UTF-8.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text, Plus plus);

}  // namespace audmg::http
