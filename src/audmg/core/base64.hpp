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

/// Encodes as base64 (RFC 4648 section 4): "+", "/", padded with "=".
[[nodiscard]] std::string to_base64(std::span<const std::byte> bytes);
/// Decodes strictly: returns nothing for other characters, white space, missing padding or unused
/// bits that are not zero. Each value therefore has exactly one text.
[[nodiscard]] std::optional<std::vector<std::byte>> from_base64(std::string_view text);
/// Returns whether from_base64() reads the text.
[[nodiscard]] bool is_base64(std::string_view text) noexcept;

/// Encodes as base64url (RFC 4648 section 5): "-", "_", never padded.
[[nodiscard]] std::string to_base64url(std::span<const std::byte> bytes);
/// Appends the same to `out`.
void append_base64url(std::string& out, std::span<const std::byte> bytes);
/// The same for bytes that are held as text.
[[nodiscard]] inline std::string to_base64url(std::string_view bytes) {
  return to_base64url(std::as_bytes(std::span(bytes)));
}
/// Decodes as strictly as from_base64(); rejects padding.
[[nodiscard]] std::optional<std::vector<std::byte>> from_base64url(std::string_view text);

}  // namespace audmg
