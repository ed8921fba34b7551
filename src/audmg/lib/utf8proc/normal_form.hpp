// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/wipe.hpp"

#include <optional>
#include <string_view>

namespace audmg::utf8proc {

/// Returns the text in Unicode's Normalization Form C (UAX #15): "é" is one code point there,
/// whether a keyboard sent one or an "e" and an accent. Nothing when the text is not valid UTF-8 or
/// memory runs out. The result may be a password, so no copy of it stays in memory. Thread-safe.
[[nodiscard]] std::optional<SecretText> to_nfc(std::string_view text);

}  // namespace audmg::utf8proc
