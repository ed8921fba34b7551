// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace audmg::identity {

/// The facts that the server knows about itself when it checks an answer of an authenticator.
struct RelyingParty {
  /// Host of the public URL, without port (WebAuthn level 3 section 4, "Relying Party Identifier").
  std::string id;
  /// Origins from which the app may ask, such as "http://localhost:8420".
  std::span<const std::string> origins;
};

/// The answer of navigator.credentials.create() (section 5.2.1), as bytes.
struct RegistrationAnswer {
  std::string client_data_json;
  std::string attestation_object;
};

/// A new key, checked.
struct RegisteredKey {
  std::string credential_id;  ///< bytes, at most 1,023
  std::string public_key;     ///< COSE_Key, bytes
  std::uint32_t sign_count = 0;
  bool backup_eligible = false;
  bool backed_up = false;
};

/// Checks a registration as section 7.1 says, for attestation "none": type, challenge, origin, no
/// other frame's, hash of the relying party's id, user present and verified, attested credential
/// data, a key that check_cose_key() takes, nothing behind the end. The statement of any other
/// attestation format is ignored. Errors: invalid_argument, with the reason for the log.
[[nodiscard]] Result<RegisteredKey> check_registration(const RegistrationAnswer& answer,
                                                       std::string_view challenge,
                                                       const RelyingParty& party);

/// The answer of navigator.credentials.get() (section 5.2.2), as bytes.
struct AssertionAnswer {
  std::string client_data_json;
  std::string authenticator_data;
  std::string signature;
};

struct CheckedAssertion {
  std::uint32_t sign_count = 0;
  bool backed_up = false;
};

/// Checks a log-in as section 7.2 says, with the key's stored COSE_Key as bytes. The caller
/// compares the counters. Errors: invalid_argument, with the reason for the log; internal.
[[nodiscard]] Result<CheckedAssertion> check_assertion(const AssertionAnswer& answer,
                                                       std::string_view challenge,
                                                       std::string_view public_key,
                                                       const RelyingParty& party);

/// Returns the challenge inside client data, as bytes, before anything is checked: challenges carry
/// their own proof of issue. Errors: invalid_argument.
[[nodiscard]] Result<std::string> challenge_of(std::string_view client_data_json);

}  // namespace audmg::identity
