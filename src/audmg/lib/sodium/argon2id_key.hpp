// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/sodium/argon2id.hpp"

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace audmg::sodium {

inline constexpr std::size_t kArgon2idSaltBytes = 16;

/// Returns 32 bytes of Argon2id (version 1.3, one lane) over the passphrase, for use as a key. The
/// cost must be within the bounds. Errors: unavailable (no memory). Thread-safe.
[[nodiscard]] Result<std::array<std::byte, 32>> derive_argon2id(
    std::string_view passphrase, std::span<const std::byte, kArgon2idSaltBytes> salt,
    const Argon2idCost& cost);

}  // namespace audmg::sodium
