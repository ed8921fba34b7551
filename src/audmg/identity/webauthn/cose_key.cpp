// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/webauthn/cose_key.hpp"

#include "audmg/identity/webauthn/cbor.hpp"
#include "audmg/identity/webauthn/refusal.hpp"
#include "audmg/lib/openssl/public_key.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <optional>
#include <string>

namespace audmg::identity {
namespace {

// Labels (RFC 9052 section 7.1, RFC 9053 section 7, RFC 8230 section 4). -1 to -3 mean something
// else for each type of key.
constexpr std::int64_t kKeyType = 1;
constexpr std::int64_t kAlgorithm = 3;
constexpr std::int64_t kCurve = -1;
constexpr std::int64_t kCoordinateX = -2;
constexpr std::int64_t kCoordinateY = -3;
constexpr std::int64_t kModulus = -1;
constexpr std::int64_t kExponent = -2;
constexpr std::array<std::int64_t, 5> kLabels = {kKeyType, kAlgorithm, -1, -2, -3};

constexpr std::int64_t kOctetKeyPair = 1;
constexpr std::int64_t kTwoCoordinates = 2;
constexpr std::int64_t kRsa = 3;
constexpr std::int64_t kP256 = 1;
constexpr std::int64_t kEd25519 = 6;

constexpr std::size_t kMinModulusBits = 2048;
constexpr std::size_t kMaxModulusBits = 4096;
constexpr std::size_t kMaxExponentBytes = 4;

struct KeyParameter {
  bool present = false;
  std::optional<std::int64_t> number;
  std::optional<std::string_view> bytes;
};

/// The parameters of a key, in the order of kLabels.
class KeyParameters {
 public:
  static Result<KeyParameters> read(std::string_view cose_key) {
    CborReader reader(cose_key);
    const auto pairs = reader.read_map();
    if (!pairs) return refuse_answer("the key is no CBOR map");
    KeyParameters parameters;
    for (std::size_t i = 0; i < *pairs; ++i) {
      const auto label = reader.read_integer();
      // WebAuthn section 6.5.1.1 allows no others.
      KeyParameter* const parameter = label ? parameters.find(*label) : nullptr;
      if (parameter == nullptr) return refuse_answer("the key has a parameter that no key has");
      if (parameter->present) return refuse_answer("the key has a parameter twice");
      parameter->present = true;
      if (reader.is_at_integer()) {
        parameter->number = reader.read_integer();
      } else {
        parameter->bytes = reader.read_bytes();
      }
      if (!parameter->number && !parameter->bytes) {
        return refuse_answer("a parameter of the key is neither number nor bytes");
      }
    }
    if (!reader.rest().empty()) return refuse_answer("something stands behind the key");
    parameters.count_ = *pairs;
    return parameters;
  }

  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] std::optional<std::int64_t> number(std::int64_t label) {
    return find(label)->number;
  }
  /// Empty when the parameter is absent or a number.
  [[nodiscard]] std::string_view bytes(std::int64_t label) {
    return find(label)->bytes.value_or(std::string_view());
  }

 private:
  KeyParameter* find(std::int64_t label) {
    for (std::size_t i = 0; i < kLabels.size(); ++i) {
      if (kLabels[i] == label) return &parameters_[i];
    }
    return nullptr;
  }

  std::array<KeyParameter, kLabels.size()> parameters_;
  std::size_t count_ = 0;
};

struct CheckedKey {
  CoseAlgorithm algorithm = CoseAlgorithm::es256;
  openssl::PublicKey key;
};

Result<CheckedKey> with_algorithm(CoseAlgorithm algorithm, Result<openssl::PublicKey> key) {
  if (!key) return std::unexpected(std::move(key).error());
  return CheckedKey{algorithm, std::move(*key)};
}

Result<CheckedKey> read_rsa(KeyParameters& parameters) {
  const std::string_view modulus = parameters.bytes(kModulus);
  const std::string_view exponent = parameters.bytes(kExponent);
  if (parameters.count() != 4 || modulus.empty() || exponent.empty()) {
    return refuse_answer("the RSA key has other parameters than n and e");
  }
  const auto first = [](std::string_view number) {
    return static_cast<unsigned char>(number.front());
  };
  const auto last = [](std::string_view number) {
    return static_cast<unsigned char>(number.back());
  };
  // Without zeros in front (RFC 8230 section 4).
  if (first(modulus) == 0 || first(exponent) == 0)
    return refuse_answer("a number begins with zeros");
  const std::size_t bits =
      (modulus.size() - 1) * 8 + static_cast<std::size_t>(std::bit_width(first(modulus)));
  if (bits < kMinModulusBits || bits > kMaxModulusBits) {
    return refuse_answer("the RSA key has " + std::to_string(bits) + " bits");
  }
  const bool is_one = exponent.size() == 1 && first(exponent) == 1;
  if (exponent.size() > kMaxExponentBytes || is_one || last(exponent) % 2 == 0 ||
      last(modulus) % 2 == 0) {
    return refuse_answer("the RSA key has impossible numbers");
  }
  return with_algorithm(CoseAlgorithm::rs256, openssl::PublicKey::rsa(modulus, exponent));
}

Result<CheckedKey> read_key(std::string_view cose_key) {
  AUDMG_TRY(KeyParameters parameters, KeyParameters::read(cose_key));
  const auto type = parameters.number(kKeyType);
  const auto algorithm = parameters.number(kAlgorithm);
  const auto curve = parameters.number(kCurve);
  const auto is = [&](std::int64_t wanted_type, CoseAlgorithm wanted) {
    return type == wanted_type && algorithm == static_cast<std::int64_t>(wanted);
  };
  if (is(kTwoCoordinates, CoseAlgorithm::es256) && curve == kP256 && parameters.count() == 5) {
    return with_algorithm(
        CoseAlgorithm::es256,
        openssl::PublicKey::p256(parameters.bytes(kCoordinateX), parameters.bytes(kCoordinateY)));
  }
  if (is(kOctetKeyPair, CoseAlgorithm::eddsa) && curve == kEd25519 && parameters.count() == 4) {
    return with_algorithm(CoseAlgorithm::eddsa,
                          openssl::PublicKey::ed25519(parameters.bytes(kCoordinateX)));
  }
  if (is(kRsa, CoseAlgorithm::rs256)) return read_rsa(parameters);
  return refuse_answer("the key's type, algorithm and curve do not belong together");
}

}  // namespace

Result<CoseAlgorithm> check_cose_key(std::string_view cose_key) {
  AUDMG_TRY(const CheckedKey checked, read_key(cose_key));
  return checked.algorithm;
}

Result<bool> verify_signature(std::string_view cose_key, std::string_view message,
                              std::string_view signature) {
  AUDMG_TRY(const CheckedKey checked, read_key(cose_key));
  return checked.key.verify(message, signature);
}

}  // namespace audmg::identity
