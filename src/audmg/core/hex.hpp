// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace audmg {

/// Lower-case hexadecimal text, two characters a byte.
[[nodiscard]] std::string to_hex(std::span<const std::byte> bytes);

/// Reads lower- or upper-case hexadecimal; nothing for odd length or other characters.
[[nodiscard]] std::optional<std::vector<std::byte>> from_hex(std::string_view text);

}  // namespace audmg
