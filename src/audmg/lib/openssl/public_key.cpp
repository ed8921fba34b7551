// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/openssl/public_key.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <cstddef>
#include <string>

namespace audmg::openssl {
namespace {

constexpr std::size_t kP256CoordinateBytes = 32;
constexpr std::size_t kEd25519Bytes = 32;

template <auto Function>
struct Freed {
  template <class T>
  void operator()(T* object) const noexcept {
    Function(object);
  }
};
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using ParameterBuilder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

/// OpenSSL's queue of errors belongs to the thread; what is left there would confuse its next user.
std::unexpected<Error> refuse(std::string message) {
  ERR_clear_error();
  return fail(ErrorCode::invalid_argument, std::move(message));
}

std::unexpected<Error> fault() {
  ERR_clear_error();
  return fail(ErrorCode::internal, "OpenSSL cannot work with public keys");
}

Number number_of(std::string_view bytes) {
  return Number(BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr));
}

}  // namespace

Result<PublicKey> PublicKey::from_parameters(const char* type, const ossl_param_st* parameters) {
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  if (!context || EVP_PKEY_fromdata_init(context.get()) != 1) return fault();
  EVP_PKEY* raw = nullptr;
  // OpenSSL does not change them.
  auto* const given = const_cast<OSSL_PARAM*>(parameters);  // NOLINT(*-const-cast)
  if (EVP_PKEY_fromdata(context.get(), &raw, EVP_PKEY_PUBLIC_KEY, given) != 1) {
    return refuse("the key has impossible numbers");
  }
  Key key(raw);
  const KeyContext check(EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr));
  if (!check) return fault();
  if (EVP_PKEY_public_check(check.get()) != 1) return refuse("the key is none of its kind");
  return PublicKey(std::move(key), false);
}

Result<PublicKey> PublicKey::p256(std::string_view x, std::string_view y) {
  if (x.size() != kP256CoordinateBytes || y.size() != kP256CoordinateBytes) {
    return refuse("a coordinate of P-256 has 32 bytes");
  }
  // Both coordinates, uncompressed (SEC 1 section 2.3.3).
  std::string point("\x04");
  point.append(x).append(y);
  std::string group("P-256");
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group.data(), 0),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
      OSSL_PARAM_construct_end()};
  return from_parameters("EC", parameters);
}

Result<PublicKey> PublicKey::ed25519(std::string_view bytes) {
  if (bytes.size() != kEd25519Bytes) return refuse("a key of Ed25519 has 32 bytes");
  Key key(
      EVP_PKEY_new_raw_public_key_ex(nullptr, "ED25519", nullptr, bytes_of(bytes), bytes.size()));
  if (!key) return fault();
  return PublicKey(std::move(key), true);
}

Result<PublicKey> PublicKey::rsa(std::string_view modulus, std::string_view exponent) {
  const Number n = number_of(modulus);
  const Number e = number_of(exponent);
  const ParameterBuilder builder(OSSL_PARAM_BLD_new());
  if (!n || !e || !builder ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1) {
    return fault();
  }
  const Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
  if (!parameters) return fault();
  return from_parameters("RSA", parameters.get());
}

Result<bool> PublicKey::verify(std::string_view message, std::string_view signature) const {
  const DigestContext context(EVP_MD_CTX_new());
  if (!context ||
      EVP_DigestVerifyInit_ex(context.get(), nullptr, hashes_itself_ ? nullptr : "SHA256", nullptr,
                              nullptr, key_.get(), nullptr) != 1) {
    return fault();
  }
  const int outcome = EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(),
                                       bytes_of(message), message.size());
  // A malformed signature is reported as an error or as a mismatch, depending on the algorithm.
  ERR_clear_error();
  return outcome == 1;
}

void PublicKey::Free::operator()(evp_pkey_st* key) const noexcept { EVP_PKEY_free(key); }

}  // namespace audmg::openssl
