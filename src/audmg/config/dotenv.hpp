// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace audmg::config {

/// Larger .env files are refused.
inline constexpr std::size_t kMaxDotenvBytes = 65'536;

/// Names and values, as in an environment.
using Variables = std::map<std::string, std::string, std::less<>>;

/// Parses the text of a .env file: NAME=value lines, "export " before a name, # comments, 'literal'
/// and "escaped" values (\n \t \" \\ \$) on one line. Nothing is expanded. The last line of a name
/// wins. Errors: invalid_argument, whose message names the line, never its value.
[[nodiscard]] Result<Variables> parse_dotenv(std::string_view text);

}  // namespace audmg::config
