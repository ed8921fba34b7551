// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::identity {

inline constexpr std::size_t kMaxPasskeys = 20;
inline constexpr std::size_t kMaxKnownNetworks = 16;

/// An authenticator app.
struct Totp {
  /// The secret in a SecretBox, context "totp <user id>".
  std::string sealed_secret;
  /// Step of the last code that was used; no code of it or of a step before works any more.
  std::int64_t last_step = 0;
  TimePoint added_at;
};

/// A public key of an authenticator (WebAuthn level 3).
struct Passkey {
  /// Credential id, base64url.
  std::string id;
  /// The name that the user gave it.
  std::string name;
  /// Relying party that it belongs to: the host of the public URL at that time.
  std::string rp_id;
  /// COSE_Key (RFC 9052 section 7), base64url.
  std::string public_key;
  std::uint32_t sign_count = 0;
  bool backup_eligible = false;
  bool backed_up = false;
  /// As the browser named them: "internal", "hybrid", "usb".
  std::vector<std::string> transports{};
  TimePoint created_at;
  std::optional<TimePoint> last_used_at{};
  /// Time of issue of the last challenge that it answered: none of then or before works any more.
  TimePoint last_challenge_at{};
};

/// A network from which the user logged in.
struct KnownNetwork {
  /// HMAC of the truncated address; the log-in function makes it.
  std::string hash;
  TimePoint last_login_at;
};

/// A user's second factors and what the log-in must remember beside them.
struct Factors {
  std::optional<Totp> totp{};
  /// A secret that was shown but not confirmed yet.
  std::optional<Totp> pending_totp{};
  /// Hashes of the recovery codes that are left.
  std::vector<std::string> recovery_hashes{};
  std::vector<Passkey> passkeys{};
  /// Wrong codes since the last right one, and when the first of them came.
  int failed_codes = 0;
  TimePoint failed_since{};
  std::vector<KnownNetwork> networks{};

  /// Returns whether a log-in by password needs a second factor.
  [[nodiscard]] bool has_second_factor() const noexcept {
    return totp.has_value() || !passkeys.empty();
  }
};

/// Returns the factors as one JSON object (docs/formats/factors.md).
[[nodiscard]] std::string factors_to_json(const Factors& factors);

/// Reads what factors_to_json() made; "" has no factors. Members that a later version added are
/// ignored. Errors: corrupt.
[[nodiscard]] Result<Factors> factors_from_json(std::string_view text);

}  // namespace audmg::identity
