// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

/// RAII and error translation around libsodium.
namespace audmg::sodium {

/// The cost of one hash. The default is OWASP's minimum for Argon2id with one lane, about 20 ms.
struct Argon2idCost {
  std::size_t memory_bytes = std::size_t{19} * 1024 * 1024;
  unsigned long long passes = 2;

  bool operator==(const Argon2idCost&) const = default;
};

/// The bounds of a cost: what libsodium takes, and what verify_argon2id() still believes.
inline constexpr std::size_t kMinArgon2idMemoryBytes = std::size_t{8} * 1024;
inline constexpr std::size_t kMaxArgon2idMemoryBytes = std::size_t{1} << 30;
inline constexpr unsigned long long kMaxArgon2idPasses = 64;

/// Returns the PHC string of Argon2id over the password, with a fresh random salt. The cost must be
/// within the bounds. Errors: unavailable (no memory). Thread-safe.
[[nodiscard]] Result<std::string> hash_argon2id(std::string_view password,
                                                const Argon2idCost& cost = {});

/// Returns whether the password matches the PHC string, with the parameters that the string names.
/// False for a string that no version of hash_argon2id() wrote: another algorithm, a salt of
/// another length, several lanes. Compares in constant time. Errors: unavailable (no memory); the
/// password may then be right or wrong. Thread-safe.
[[nodiscard]] Result<bool> verify_argon2id(std::string_view phc, std::string_view password);

/// Returns the cost that the string was made with; the memory is a whole number of KiB. Nothing for
/// a string that verify_argon2id() does not read.
[[nodiscard]] std::optional<Argon2idCost> argon2id_cost_of(std::string_view phc);

}  // namespace audmg::sodium
