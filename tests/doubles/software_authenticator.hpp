// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/identity/webauthn/cose_key.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace audmg {

// CBOR (RFC 8949) as authenticators write it.
[[nodiscard]] std::string cbor_head(unsigned major, std::uint64_t argument);
[[nodiscard]] std::string cbor_integer(std::int64_t number);
[[nodiscard]] std::string cbor_bytes(std::string_view bytes);
[[nodiscard]] std::string cbor_text(std::string_view text);
[[nodiscard]] std::string cbor_map(std::size_t pairs);

/// Has one passkey, made by OpenSSL, and does what it is told.
class SoftwareAuthenticator {
 public:
  explicit SoftwareAuthenticator(identity::CoseAlgorithm algorithm, unsigned rsa_bits = 2048);

  /// Returns the public key as a COSE_Key.
  [[nodiscard]] std::string cose_key() const;
  /// Returns the numbers of the public key: x and y, x, or n and e.
  [[nodiscard]] std::string first_number() const;
  [[nodiscard]] std::string second_number() const;
  [[nodiscard]] std::string sign(std::string_view message) const;

 private:
  struct Free {
    void operator()(evp_pkey_st* key) const noexcept;
  };
  identity::CoseAlgorithm algorithm_;
  std::unique_ptr<evp_pkey_st, Free> key_;
};

/// Authenticator data (WebAuthn level 3 section 6.1), part by part, so that a test can spoil one.
struct AuthenticatorDraft {
  std::string rp_id_hash;
  unsigned flags = 0x45;  ///< user present, user verified, credential
  std::string counter = std::string(3, '\0') + '\x01';
  std::string aaguid = std::string(16, '\0');
  std::string id_length = std::string(1, '\0') + '\x10';
  std::string id = "sixteen byte id.";
  std::string cose_key;
  std::string extensions;

  /// Returns the data; the credential is in it when `cose_key` is not empty.
  [[nodiscard]] std::string text() const;
};

/// Returns an attestation object with format and statement "none".
[[nodiscard]] std::string attestation_object(std::string_view authenticator_data);

/// Returns what a browser says of a ceremony.
[[nodiscard]] std::string client_data_json(std::string_view type, std::string_view challenge,
                                           std::string_view origin);

}  // namespace audmg
