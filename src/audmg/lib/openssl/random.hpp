// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace audmg::openssl {

/// Fills `into` with unpredictable bytes, suitable for keys and tokens. Thread-safe. Throws
/// std::bad_alloc when there are none: OpenSSL makes a generator for each thread, and lacks the
/// memory. Going on with guessable keys would be worse.
void fill_random(std::span<std::byte> into);

/// Returns `count` such bytes, raw.
[[nodiscard]] std::string random_bytes(std::size_t count);

/// Returns `count` such bytes as base64url text: 32 bytes make 43 characters.
[[nodiscard]] std::string random_text(std::size_t count);

}  // namespace audmg::openssl
