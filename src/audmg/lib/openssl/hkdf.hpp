// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lib/openssl/sha256.hpp"

#include <cstddef>
#include <span>
#include <string_view>

namespace audmg::openssl {

/// Returns the first 32 bytes of HKDF-SHA-256 (RFC 5869). Thread-safe.
[[nodiscard]] Sha256Digest hkdf_sha256(std::span<const std::byte> key,
                                       std::span<const std::byte> salt, std::string_view purpose);

}  // namespace audmg::openssl
