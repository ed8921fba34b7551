// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "doubles/software_authenticator.hpp"

#include "audmg/core/base64.hpp"
#include "audmg/core/result.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <span>

namespace audmg {
namespace {

using identity::CoseAlgorithm;

constexpr std::size_t kCoordinateBytes = 32;

EVP_PKEY* make_key(CoseAlgorithm algorithm, unsigned rsa_bits) {
  switch (algorithm) {
    case CoseAlgorithm::es256:
      return EVP_EC_gen("P-256");
    case CoseAlgorithm::eddsa:
      return EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
    case CoseAlgorithm::rs256:
      return EVP_RSA_gen(rsa_bits);
  }
  return nullptr;
}

/// Without zeros in front, or with as many as make `bytes` of it.
std::string number_of(const EVP_PKEY* key, const char* name, std::size_t bytes = 0) {
  BIGNUM* number = nullptr;
  AUDMG_ASSERT(EVP_PKEY_get_bn_param(key, name, &number) == 1);
  std::string text(bytes == 0 ? static_cast<std::size_t>(BN_num_bytes(number)) : bytes, '\0');
  BN_bn2binpad(number, reinterpret_cast<unsigned char*>(text.data()),
               static_cast<int>(text.size()));
  BN_free(number);
  return text;
}

}  // namespace

std::string cbor_head(unsigned major, std::uint64_t argument) {
  const auto first = [major](unsigned detail) {
    return std::string(1, static_cast<char>(major << 5U | detail));
  };
  if (argument < 24) return first(static_cast<unsigned>(argument));
  if (argument < 256) return first(24) + static_cast<char>(argument);
  AUDMG_ASSERT(argument < 65536);
  return first(25) + static_cast<char>(argument >> 8U) + static_cast<char>(argument);
}

std::string cbor_integer(std::int64_t number) {
  return number >= 0 ? cbor_head(0, static_cast<std::uint64_t>(number))
                     : cbor_head(1, static_cast<std::uint64_t>(-1 - number));
}

std::string cbor_bytes(std::string_view bytes) { return cbor_head(2, bytes.size()).append(bytes); }

std::string cbor_text(std::string_view text) { return cbor_head(3, text.size()).append(text); }

std::string cbor_map(std::size_t pairs) { return cbor_head(5, pairs); }

SoftwareAuthenticator::SoftwareAuthenticator(CoseAlgorithm algorithm, unsigned rsa_bits)
    : algorithm_(algorithm), key_(make_key(algorithm, rsa_bits)) {
  AUDMG_ASSERT(key_ != nullptr);
}

std::string SoftwareAuthenticator::first_number() const {
  switch (algorithm_) {
    case CoseAlgorithm::es256:
      return number_of(key_.get(), OSSL_PKEY_PARAM_EC_PUB_X, kCoordinateBytes);
    case CoseAlgorithm::rs256:
      return number_of(key_.get(), OSSL_PKEY_PARAM_RSA_N);
    case CoseAlgorithm::eddsa:
      break;
  }
  std::string bytes(kCoordinateBytes, '\0');
  std::size_t size = bytes.size();
  EVP_PKEY_get_raw_public_key(key_.get(), reinterpret_cast<unsigned char*>(bytes.data()), &size);
  return bytes;
}

std::string SoftwareAuthenticator::second_number() const {
  return algorithm_ == CoseAlgorithm::es256
             ? number_of(key_.get(), OSSL_PKEY_PARAM_EC_PUB_Y, kCoordinateBytes)
             : number_of(key_.get(), OSSL_PKEY_PARAM_RSA_E);
}

std::string SoftwareAuthenticator::cose_key() const {
  const std::string algorithm =
      cbor_integer(3) + cbor_integer(static_cast<std::int64_t>(algorithm_));
  switch (algorithm_) {
    case CoseAlgorithm::es256:
      return cbor_map(5) + cbor_integer(1) + cbor_integer(2) + algorithm + cbor_integer(-1) +
             cbor_integer(1) + cbor_integer(-2) + cbor_bytes(first_number()) + cbor_integer(-3) +
             cbor_bytes(second_number());
    case CoseAlgorithm::eddsa:
      return cbor_map(4) + cbor_integer(1) + cbor_integer(1) + algorithm + cbor_integer(-1) +
             cbor_integer(6) + cbor_integer(-2) + cbor_bytes(first_number());
    case CoseAlgorithm::rs256:
      break;
  }
  return cbor_map(4) + cbor_integer(1) + cbor_integer(3) + algorithm + cbor_integer(-1) +
         cbor_bytes(first_number()) + cbor_integer(-2) + cbor_bytes(second_number());
}

std::string SoftwareAuthenticator::sign(std::string_view message) const {
  EVP_MD_CTX* const context = EVP_MD_CTX_new();
  const char* const digest = algorithm_ == CoseAlgorithm::eddsa ? nullptr : "SHA256";
  const auto* const bytes = reinterpret_cast<const unsigned char*>(message.data());
  std::size_t size = 0;
  AUDMG_ASSERT(
      EVP_DigestSignInit_ex(context, nullptr, digest, nullptr, nullptr, key_.get(), nullptr) == 1);
  AUDMG_ASSERT(EVP_DigestSign(context, nullptr, &size, bytes, message.size()) == 1);
  std::string signature(size, '\0');
  AUDMG_ASSERT(EVP_DigestSign(context, reinterpret_cast<unsigned char*>(signature.data()), &size,
                              bytes, message.size()) == 1);
  EVP_MD_CTX_free(context);
  signature.resize(size);
  return signature;
}

void SoftwareAuthenticator::Free::operator()(evp_pkey_st* key) const noexcept {
  EVP_PKEY_free(key);
}

std::string AuthenticatorDraft::text() const {
  std::string data = rp_id_hash + static_cast<char>(flags) + counter;
  if (!cose_key.empty()) data += aaguid + id_length + id + cose_key;
  return data + extensions;
}

std::string attestation_object(std::string_view authenticator_data) {
  return cbor_map(3) + cbor_text("fmt") + cbor_text("none") + cbor_text("attStmt") + cbor_map(0) +
         cbor_text("authData") + cbor_bytes(authenticator_data);
}

std::string client_data_json(std::string_view type, std::string_view challenge,
                             std::string_view origin) {
  std::string json = R"({"type":")";
  json.append(type).append(R"(","challenge":")");
  json += to_base64url(std::as_bytes(std::span(challenge)));
  json.append(R"(","origin":")").append(origin).append(R"(","crossOrigin":false})");
  return json;
}

}  // namespace audmg
