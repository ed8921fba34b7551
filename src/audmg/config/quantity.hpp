// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace audmg::config {

/// Parses a size: plain bytes ("1048576"), decimal units (kB MB GB TB) or binary ones (KiB MiB GiB
/// TiB), in any case, with up to three decimals ("1.5GB") when the result is whole. Errors:
/// invalid_argument, whose message says how to write a size.
[[nodiscard]] Result<std::uint64_t> parse_bytes(std::string_view text);

/// Parses bytes per second: a size, with or without "/s" after it ("20MB/s"). Errors:
/// invalid_argument, whose message says how to write one.
[[nodiscard]] Result<std::uint64_t> parse_rate(std::string_view text);

/// Parses a time span: a whole number and a unit of s, m, h or d ("90s", "15m", "48h", "30d"); "0"
/// needs no unit. Errors: invalid_argument, whose message says how to write one.
[[nodiscard]] Result<std::chrono::seconds> parse_duration(std::string_view text);

/// Parses a whole number; "auto" is 0. Errors: invalid_argument.
[[nodiscard]] Result<std::uint64_t> parse_count(std::string_view text);

/// Parses on/off, true/false, yes/no or 1/0, in any case. Errors: invalid_argument.
[[nodiscard]] Result<bool> parse_on_off(std::string_view text);

/// Formats in the largest unit that keeps the value whole: "2GB", "10MiB", "1234". parse_bytes()
/// reads it back.
[[nodiscard]] std::string format_bytes(std::uint64_t bytes);

/// Formats as format_bytes(), with "/s".
[[nodiscard]] std::string format_rate(std::uint64_t bytes_per_second);

/// Formats in the largest unit that keeps the value whole ("30d"). parse_duration() reads it back.
[[nodiscard]] std::string format_duration(std::chrono::seconds duration);

}  // namespace audmg::config
