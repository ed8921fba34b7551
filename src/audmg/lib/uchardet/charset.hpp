// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>
#include <string_view>

namespace audmg::uchardet {

/// Returns the iconv name, in upper case, of the charset that the bytes are probably in
/// ("WINDOWS-1251", "SHIFT_JIS"); "" when the library has no idea. A guess, and a poor one for
/// texts of a few words.
[[nodiscard]] std::string guess_charset(std::string_view bytes);

}  // namespace audmg::uchardet
