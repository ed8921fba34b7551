// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace audmg::openssl {

inline constexpr std::size_t kSha1Bytes = 20;

/// Returns the HMAC-SHA-1 (RFC 2104), which one-time passwords are made of (RFC 4226). Nothing else
/// should use it. Thread-safe. Aborts when OpenSSL cannot work at all (out of memory).
[[nodiscard]] std::array<std::byte, kSha1Bytes> hmac_sha1(std::string_view key,
                                                          std::string_view message);

}  // namespace audmg::openssl
