// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/outcome.hpp"

#include <string>
#include <string_view>

namespace audmg::functions {

inline constexpr std::size_t kMaxFileNameBytes = 1024;

/// Requires 1 to 1024 bytes of valid UTF-8. Any characters are allowed, because a name is text and
/// never a path. Problems: 400 validation_failed for `field`: too_short, too_long, invalid.
[[nodiscard]] Outcome<void> check_file_name(std::string_view field, std::string_view name);

/// Reads a SHA-256 digest of 64 hexadecimal digits and returns it in lower case. Problems: 400
/// validation_failed for `field`: invalid.
[[nodiscard]] Outcome<std::string> read_sha256(std::string_view field, std::string_view text);

/// Reads the same from base64, the form of S3's checksum fields; returns it in hexadecimal.
[[nodiscard]] Outcome<std::string> read_base64_sha256(std::string_view field,
                                                      std::string_view text);

}  // namespace audmg::functions
