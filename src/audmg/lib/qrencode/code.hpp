// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <string>
#include <string_view>

// QR codes, by libqrencode (LGPL-2.1-or-later, linked dynamically).
namespace audmg::qrencode {

/// Returns a picture of the text, one SVG element with a quiet zone. Errors: too_large.
[[nodiscard]] Result<std::string> svg_code(std::string_view text);

/// Returns the code in lines of half blocks, for a terminal, dark on light whatever its colours
/// are. Errors: too_large.
[[nodiscard]] Result<std::string> terminal_code(std::string_view text);

}  // namespace audmg::qrencode
