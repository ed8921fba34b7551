// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace audmg::identity {

/// Encrypts short secrets that must be readable again, such as those of time-based codes, with
/// XChaCha20-Poly1305 (libsodium) under a random nonce. Thread-safe.
class SecretBox {
 public:
  /// `key` must have 32 bytes.
  explicit SecretBox(std::string key);

  /// Returns base64url text. `context` names the place where it is kept ("totp <user id>"), so that
  /// it is worthless elsewhere.
  [[nodiscard]] std::string seal(std::string_view context, std::string_view secret) const;
  /// Returns nothing for text that seal() did not make with the same context and key.
  [[nodiscard]] std::optional<std::string> open(std::string_view context,
                                                std::string_view text) const;

 private:
  std::string key_;
};

}  // namespace audmg::identity
