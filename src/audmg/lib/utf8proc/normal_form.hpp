// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/wipe.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace audmg::utf8proc {

/// Returns the text in Unicode's Normalization Form C (UAX #15): "é" is one code point there,
/// whether a keyboard sent one or an "e" and an accent. Nothing when the text is not valid UTF-8 or
/// memory runs out. The result may be a password, so no copy of it stays in memory. Thread-safe.
[[nodiscard]] std::optional<SecretText> to_nfc(std::string_view text);

/// Returns the text in the form in which file systems that ignore case compare names: composed and
/// in folded case, so that "É", "é" and "e" with an accent of its own are one. Returns the text as
/// it is when it is not valid UTF-8. Thread-safe.
[[nodiscard]] std::string to_folded_name(std::string_view text);

}  // namespace audmg::utf8proc
