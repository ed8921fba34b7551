// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>

/// RAII and error translation around libsodium.
namespace audmg::sodium {

/// OWASP's minimum for Argon2id: 19 MiB, 2 passes, 1 lane.
inline constexpr std::size_t kArgon2idMemoryBytes = std::size_t{19} * 1024 * 1024;
inline constexpr unsigned long long kArgon2idPasses = 2;

/// Returns the PHC string of Argon2id over the password, with a fresh random salt. Blocks for about
/// 20 ms. Errors: unavailable (no memory). Thread-safe.
[[nodiscard]] Result<std::string> hash_argon2id(std::string_view password);

/// Returns whether the password matches the PHC string, with the parameters that the string names.
/// False for a string that no version of hash_argon2id() wrote: another algorithm, a salt of
/// another length, several lanes. Compares in constant time. Errors: unavailable (no memory); the
/// password may then be right or wrong. Thread-safe.
[[nodiscard]] Result<bool> verify_argon2id(std::string_view phc, std::string_view password);

/// Returns whether the string was made with other parameters than hash_argon2id() uses.
[[nodiscard]] bool needs_rehash_argon2id(std::string_view phc);

}  // namespace audmg::sodium
