// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace audmg::identity {

/// Makes short texts that only this deployment could have made (cursors). HMAC-SHA-256 (RFC 2104).
/// Thread-safe.
class Signer {
 public:
  /// `key` must have at least 32 bytes.
  explicit Signer(std::string key);

  /// URL-safe text (base64url) that carries `payload` and a MAC over it and `purpose`. The payload
  /// is opaque to honest clients, not secret.
  [[nodiscard]] std::string seal(std::string_view purpose, std::string_view payload) const;
  /// The payload; nothing when `text` was not made by seal() with the same purpose and key.
  [[nodiscard]] std::optional<std::string> open(std::string_view purpose,
                                                std::string_view text) const;

  /// HMAC of `content` in lower-case hexadecimal: tells whether two contents are equal without
  /// giving anyone but us a way to try guesses.
  [[nodiscard]] std::string fingerprint(std::string_view purpose, std::string_view content) const;

 private:
  std::string key_;
};

}  // namespace audmg::identity
