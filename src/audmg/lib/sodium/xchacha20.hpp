// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::sodium {

inline constexpr std::size_t kXchacha20KeyBytes = 32;

/// Encrypts and authenticates with XChaCha20-Poly1305 under a fresh random nonce, which is long
/// enough that no two are ever equal, and authenticates `context` too. `key` must have
/// kXchacha20KeyBytes. Returns the nonce followed by the ciphertext. Thread-safe.
[[nodiscard]] std::string seal_xchacha20(std::string_view key, std::string_view context,
                                         std::string_view plain);

/// Returns the text that seal_xchacha20() sealed with the same key and context; nothing for any
/// other bytes. Thread-safe.
[[nodiscard]] std::optional<std::string> open_xchacha20(std::string_view key,
                                                        std::string_view context,
                                                        std::string_view sealed);

}  // namespace audmg::sodium
