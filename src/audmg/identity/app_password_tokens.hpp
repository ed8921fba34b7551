// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace audmg::identity {

/// An app password as its program holds it: "audmg_" and 75 characters of base64url with the user's
/// id, its own id, a secret of 160 random bits and the CRC-32 of these, by which scanners for
/// leaked secrets tell it from other text. Some databases find it only by both ids.
struct AppPasswordToken {
  UserId user;
  AppPasswordId id;
  /// 20 bytes.
  std::string secret;

  [[nodiscard]] std::string text() const;
  /// Returns what is stored: SHA-256 of the secret in lower-case hexadecimal.
  [[nodiscard]] std::string hash() const;
};

/// Returns a token with a fresh secret.
[[nodiscard]] AppPasswordToken make_app_password_token(const UserId& user, const AppPasswordId& id);

/// Returns whether the text begins as app passwords do, so that it is none of another kind.
[[nodiscard]] bool looks_like_app_password(std::string_view text) noexcept;

/// Returns nothing for text that make_app_password_token() cannot have made.
[[nodiscard]] std::optional<AppPasswordToken> parse_app_password_token(std::string_view text);

}  // namespace audmg::identity
