// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/functions/outcome.hpp"

#include <string>
#include <string_view>

namespace audmg::functions {

inline constexpr std::size_t kMaxFileNameBytes = 1024;

/// Returns the name that a file gets, from what the client calls it. A name is text and never a
/// path, but it ends up in scripts, terminals and messages: only what follows the last "/" or "\"
/// is kept, without control characters (C0, C1, line and paragraph separators) and without the
/// characters that change the direction of text (UAX #9), which can make "exe.jpg" of "gpj.exe".
/// "." and ".." become "_" and "__". The result has 1 to 1024 bytes of valid UTF-8. Problems: 400
/// validation_failed for `field`: too_short (also when nothing is left), too_long, invalid.
[[nodiscard]] Outcome<std::string> read_file_name(std::string_view field, std::string_view name);

/// Reads a SHA-256 digest of 64 hexadecimal digits and returns it in lower case. Problems: 400
/// validation_failed for `field`: invalid.
[[nodiscard]] Outcome<std::string> read_sha256(std::string_view field, std::string_view text);

/// Reads a date and time of RFC 3339 with its offset. Problems: 400 validation_failed for `field`:
/// invalid.
[[nodiscard]] Outcome<TimePoint> read_time(std::string_view field, std::string_view text);

/// Reads a SHA-256 digest from base64, the form of S3's checksum fields; returns it in hexadecimal.
[[nodiscard]] Outcome<std::string> read_base64_sha256(std::string_view field,
                                                      std::string_view text);

}  // namespace audmg::functions
