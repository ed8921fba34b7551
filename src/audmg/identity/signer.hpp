// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace audmg::identity {

/// Makes short texts that only this deployment can make (cursors), by HMAC-SHA-256 (RFC 2104).
/// Thread-safe.
class Signer {
 public:
  /// `key` must have at least 32 bytes.
  explicit Signer(std::string key);

  /// Returns URL-safe text (base64url) that carries `payload` and a MAC over it and `purpose`. The
  /// payload is opaque to honest clients, but not secret.
  [[nodiscard]] std::string seal(std::string_view purpose, std::string_view payload) const;
  /// Returns the payload; nothing when `text` was not made by seal() with the same purpose and key.
  [[nodiscard]] std::optional<std::string> open(std::string_view purpose,
                                                std::string_view text) const;

  /// Returns the HMAC of `content` in lower-case hexadecimal. It shows whether two contents are
  /// equal without letting anyone else test guesses.
  [[nodiscard]] std::string fingerprint(std::string_view purpose, std::string_view content) const;

 private:
  std::string key_;
};

}  // namespace audmg::identity
