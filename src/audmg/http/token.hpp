// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/ascii.hpp"

#include <string_view>

namespace audmg::http {

/// Returns true for the characters of tokens, such as the names of fields (RFC 9110 section 5.6.2).
[[nodiscard]] constexpr bool is_tchar(char c) noexcept {
  return is_alnum(c) || std::string_view("!#$%&'*+-.^_`|~").contains(c);
}

}  // namespace audmg::http
