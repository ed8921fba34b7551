// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/webauthn/ceremony.hpp"

#include "audmg/identity/webauthn/authenticator_data.hpp"
#include "audmg/identity/webauthn/cbor.hpp"
#include "audmg/identity/webauthn/client_data.hpp"
#include "audmg/identity/webauthn/cose_key.hpp"
#include "audmg/identity/webauthn/refusal.hpp"
#include "audmg/lib/openssl/sha256.hpp"

#include <cstddef>
#include <optional>

namespace audmg::identity {
namespace {

/// With the certificates of an attestation that we did not ask for.
constexpr std::size_t kMaxAttestationBytes = std::size_t{64} * 1024;
constexpr std::size_t kMaxAuthenticatorDataBytes = std::size_t{8} * 1024;
/// RSA of 4,096 bits has 512.
constexpr std::size_t kMaxSignatureBytes = 1024;

std::string sha256_of(std::string_view text) {
  const openssl::Sha256Digest digest = openssl::sha256(text);
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

/// Returns the authenticator data of an attestation object (section 6.5), whose map has three
/// members in any order.
Result<std::string_view> authenticator_data_in(std::string_view attestation_object) {
  if (attestation_object.size() > kMaxAttestationBytes)
    return refuse_answer("the attestation is too long");
  CborReader reader(attestation_object);
  std::optional<std::string_view> format;
  std::optional<std::string_view> statement;
  std::optional<std::string_view> data;
  if (reader.read_map() != 3) return refuse_answer("the attestation has not three members");
  for (int i = 0; i < 3; ++i) {
    const auto name = reader.read_text();
    // A second member of a name takes the place of the first, so that another one is missing.
    if (name == "fmt") {
      format = reader.read_text();
    } else if (name == "attStmt") {
      // Only a map can be a statement.
      const bool is_map = CborReader(reader.rest()).read_map().has_value();
      statement = is_map ? reader.read_value() : std::nullopt;
    } else if (name == "authData") {
      data = reader.read_bytes();
    } else {
      return refuse_answer("the attestation has another member");
    }
  }
  if (!format || !statement || !data)
    return refuse_answer("a member of the attestation is missing");
  if (!reader.rest().empty()) return refuse_answer("something stands behind the attestation");
  // Nothing is stated by "none" (section 8.7).
  if (format == "none" && CborReader(*statement).read_map() != 0) {
    return refuse_answer("the attestation none has a statement");
  }
  return *data;
}

/// Reads the data and checks what both ceremonies want of it.
Result<AuthenticatorData> check_authenticator_data(std::string_view bytes,
                                                   const RelyingParty& party) {
  AUDMG_TRY(AuthenticatorData data, read_authenticator_data(bytes));
  if (data.rp_id_hash != sha256_of(party.id))
    return refuse_answer("the key is for another relying party");
  if (!data.user_present) return refuse_answer("no user was present");
  if (!data.user_verified) return refuse_answer("the user was not verified");
  if (data.backed_up && !data.backup_eligible)
    return refuse_answer("a key was backed up that cannot be");
  return data;
}

}  // namespace

Result<RegisteredKey> check_registration(const RegistrationAnswer& answer,
                                         std::string_view challenge, const RelyingParty& party) {
  AUDMG_CHECK(
      check_client_data(answer.client_data_json, "webauthn.create", challenge, party.origins));
  AUDMG_TRY(const std::string_view bytes, authenticator_data_in(answer.attestation_object));
  AUDMG_TRY(const AuthenticatorData data, check_authenticator_data(bytes, party));
  if (!data.credential) return refuse_answer("the registration has no key");
  AUDMG_CHECK(check_cose_key(data.credential->public_key));
  return RegisteredKey{.credential_id = std::string(data.credential->id),
                       .public_key = std::string(data.credential->public_key),
                       .sign_count = data.sign_count,
                       .backup_eligible = data.backup_eligible,
                       .backed_up = data.backed_up};
}

Result<CheckedAssertion> check_assertion(const AssertionAnswer& answer, std::string_view challenge,
                                         std::string_view public_key, const RelyingParty& party) {
  AUDMG_CHECK(check_client_data(answer.client_data_json, "webauthn.get", challenge, party.origins));
  if (answer.authenticator_data.size() > kMaxAuthenticatorDataBytes ||
      answer.signature.size() > kMaxSignatureBytes) {
    return refuse_answer("the answer is too long");
  }
  AUDMG_TRY(const AuthenticatorData data,
            check_authenticator_data(answer.authenticator_data, party));
  // Section 6.1: only registrations have one.
  if (data.credential) return refuse_answer("the log-in has a new key");
  const std::string message = answer.authenticator_data + sha256_of(answer.client_data_json);
  AUDMG_TRY(const bool right, verify_signature(public_key, message, answer.signature));
  if (!right) return refuse_answer("the signature is wrong");
  return CheckedAssertion{.sign_count = data.sign_count, .backed_up = data.backed_up};
}

}  // namespace audmg::identity
