// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/webauthn/authenticator_data.hpp"

#include "audmg/identity/webauthn/cbor.hpp"
#include "audmg/identity/webauthn/refusal.hpp"

#include <cstddef>
#include <string>

namespace audmg::identity {
namespace {

constexpr std::size_t kRpIdHashBytes = 32;
constexpr std::size_t kFixedBytes = kRpIdHashBytes + 1 + 4;
constexpr std::size_t kAaguidBytes = 16;
constexpr std::size_t kMaxCredentialIdBytes = 1023;

// Flags.
constexpr unsigned kUserPresent = 0x01;
constexpr unsigned kUserVerified = 0x04;
constexpr unsigned kBackupEligible = 0x08;
constexpr unsigned kBackedUp = 0x10;
constexpr unsigned kHasCredential = 0x40;
constexpr unsigned kHasExtensions = 0x80;

/// Takes a big-endian number off the beginning of `bytes`, which must be long enough.
std::uint32_t take_big_endian(std::string_view& bytes, std::size_t size) {
  std::uint32_t number = 0;
  for (const char byte : bytes.substr(0, size)) {
    number = (number << 8U) | static_cast<unsigned char>(byte);
  }
  bytes.remove_prefix(size);
  return number;
}

Result<AttestedCredential> take_credential(std::string_view& bytes) {
  constexpr std::size_t kLengthBytes = 2;
  if (bytes.size() < kAaguidBytes + kLengthBytes)
    return refuse_answer("the credential is cut short");
  // The model of the authenticator, which nothing vouches for.
  bytes.remove_prefix(kAaguidBytes);
  const std::size_t length = take_big_endian(bytes, kLengthBytes);
  if (length == 0 || length > kMaxCredentialIdBytes || length > bytes.size()) {
    return refuse_answer("the credential id has an impossible length");
  }
  AttestedCredential credential{.id = bytes.substr(0, length), .public_key = {}};
  CborReader reader(bytes.substr(length));
  const auto key = reader.read_value();
  if (!key) return refuse_answer("the credential has no key");
  credential.public_key = *key;
  bytes = reader.rest();
  return credential;
}

}  // namespace

Result<AuthenticatorData> read_authenticator_data(std::string_view bytes) {
  if (bytes.size() < kFixedBytes) return refuse_answer("the authenticator data is cut short");
  AuthenticatorData data;
  data.rp_id_hash = bytes.substr(0, kRpIdHashBytes);
  bytes.remove_prefix(kRpIdHashBytes);
  const std::uint32_t flags = take_big_endian(bytes, 1);
  data.user_present = (flags & kUserPresent) != 0;
  data.user_verified = (flags & kUserVerified) != 0;
  data.backup_eligible = (flags & kBackupEligible) != 0;
  data.backed_up = (flags & kBackedUp) != 0;
  data.sign_count = take_big_endian(bytes, 4);
  if ((flags & kHasCredential) != 0) {
    AUDMG_TRY(data.credential, take_credential(bytes));
  }
  if ((flags & kHasExtensions) != 0) {
    CborReader reader(bytes);
    if (!CborReader(bytes).read_map() || !reader.read_value()) {
      return refuse_answer("the extensions are no CBOR map");
    }
    bytes = reader.rest();
  }
  if (!bytes.empty()) return refuse_answer("something stands behind the authenticator data");
  return data;
}

}  // namespace audmg::identity
