// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace audmg::identity {

/// Length of what make_random_secret() returns, in characters.
inline constexpr std::size_t kRandomSecretLength = 43;

/// Returns 256 random bits as base64url. Thread-safe.
[[nodiscard]] std::string make_random_secret();

/// Returns what may be stored of such a secret: SHA-256 in lower-case hexadecimal. Nobody can guess
/// 256 random bits, so no stretching is needed.
[[nodiscard]] std::string random_secret_hash(std::string_view secret);

}  // namespace audmg::identity
