// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <string>
#include <string_view>

namespace audmg::app {

/// Returns text that is safe to print: control characters become "?".
[[nodiscard]] std::string printable(std::string_view text);

/// Prints on standard error; ignores errors.
void say(std::string_view text) noexcept;

/// Asks on the terminal, without echoing the input. Errors: unavailable (there is no terminal),
/// invalid_argument (cancelled with Ctrl-C or Ctrl-D, too long).
[[nodiscard]] Result<std::string> ask_password(std::string_view prompt);

/// Reads the first line of standard input, without its line end. Errors: invalid_argument (empty or
/// too long).
[[nodiscard]] Result<std::string> read_password_from_stdin();

}  // namespace audmg::app
