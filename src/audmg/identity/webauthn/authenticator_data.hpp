// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace audmg::identity {

/// The key in a registration (WebAuthn level 3 section 6.5.1).
struct AttestedCredential {
  std::string_view id;          ///< 1 to 1,023 bytes
  std::string_view public_key;  ///< one CBOR value; not checked further
};

/// Authenticator data (section 6.1), which the authenticator signs. Views refer to its bytes.
struct AuthenticatorData {
  std::string_view rp_id_hash;
  bool user_present = false;
  bool user_verified = false;
  bool backup_eligible = false;
  bool backed_up = false;
  std::uint32_t sign_count = 0;
  std::optional<AttestedCredential> credential;
};

/// Reads all of the bytes; extensions must be one CBOR map and are not returned. Errors:
/// invalid_argument.
[[nodiscard]] Result<AuthenticatorData> read_authenticator_data(std::string_view bytes);

}  // namespace audmg::identity
