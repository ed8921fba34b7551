// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// The answers of authenticators: the first byte says which part the rest is. Nothing crashes, and
// nothing is accepted without the right hash, challenge and key.
#include "audmg/core/result.hpp"
#include "audmg/identity/webauthn/authenticator_data.hpp"
#include "audmg/identity/webauthn/cbor.hpp"
#include "audmg/identity/webauthn/ceremony.hpp"
#include "audmg/identity/webauthn/client_data.hpp"
#include "audmg/identity/webauthn/cose_key.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

using namespace audmg::identity;

// As the seeds have them.
const std::array<std::string, 1> kOrigins = {"http://localhost:18820"};
const RelyingParty kParty{.id = "localhost", .origins = kOrigins};
constexpr std::string_view kChallenge = "0123456789abcdef0123456789abcdef";
const std::string kClientData =
    R"({"type":"webauthn.create","challenge":"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY",)"
    R"("origin":"http://localhost:18820","crossOrigin":false})";

void check_attestation(std::string_view text) {
  const auto key =
      check_registration({.client_data_json = kClientData, .attestation_object = std::string(text)},
                         kChallenge, kParty);
  if (!key) return;
  AUDMG_ASSERT(!key->credential_id.empty() && key->credential_id.size() <= 1023);
  AUDMG_ASSERT(check_cose_key(key->public_key).has_value());
  AUDMG_ASSERT(key->backup_eligible || !key->backed_up);
}

void check_data(std::string_view text) {
  const auto data = read_authenticator_data(text);
  if (!data) return;
  AUDMG_ASSERT(data->rp_id_hash.size() == 32);
  if (data->credential) (void)check_cose_key(data->credential->public_key);
}

void check_client(std::string_view text) {
  const auto challenge = challenge_of(text);
  if (!check_client_data(text, "webauthn.create", kChallenge, kOrigins)) return;
  AUDMG_ASSERT(challenge == kChallenge);
}

void check_key(std::string_view text) {
  if (!check_cose_key(text)) return;
  // A signature that nobody made is never accepted. OpenSSL's look at the modulus of an RSA key is
  // a random one (SP 800-89), so that a key which is none may be found out only at the second look.
  AUDMG_ASSERT(!verify_signature(text, "message", "signature").value_or(false));
}

void check_cbor(std::string_view text) {
  CborReader reader(text);
  const auto value = reader.read_value();
  if (value) AUDMG_ASSERT(value->size() + reader.rest().size() == text.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(bytes) + 1, size - 1);
  switch (bytes[0]) {
    case 'a':
      check_attestation(text);
      break;
    case 'd':
      check_data(text);
      break;
    case 'c':
      check_client(text);
      break;
    case 'k':
      check_key(text);
      break;
    default:
      check_cbor(text);
      break;
  }
  return 0;
}
