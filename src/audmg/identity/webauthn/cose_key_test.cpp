// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/webauthn/cose_key.hpp"

#include "doubles/software_authenticator.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace audmg::identity {
namespace {

std::string number(std::int64_t label, std::int64_t value) {
  return cbor_integer(label) + cbor_integer(value);
}

std::string bytes(std::int64_t label, std::string_view value) {
  return cbor_integer(label) + cbor_bytes(value);
}

TEST(CoseKey, VerifiesWhatItsKeySigned) {
  for (const auto algorithm : {CoseAlgorithm::es256, CoseAlgorithm::eddsa, CoseAlgorithm::rs256}) {
    const SoftwareAuthenticator authenticator(algorithm);
    const std::string key = authenticator.cose_key();
    EXPECT_EQ(check_cose_key(key), algorithm);
    const std::string signature = authenticator.sign("message");
    EXPECT_EQ(verify_signature(key, "message", signature), true);
    EXPECT_EQ(verify_signature(key, "massage", signature), false);
    EXPECT_EQ(verify_signature(key, "message", ""), false);
    EXPECT_EQ(verify_signature(key, "message", signature + '\0'), false);
    const SoftwareAuthenticator other(algorithm);
    EXPECT_EQ(verify_signature(other.cose_key(), "message", signature), false);
  }
}

TEST(CoseKey, RefusesRsaKeysOfOtherSizes) {
  EXPECT_FALSE(check_cose_key(SoftwareAuthenticator(CoseAlgorithm::rs256, 1024).cose_key()));
  EXPECT_FALSE(check_cose_key(SoftwareAuthenticator(CoseAlgorithm::rs256, 2040).cose_key()));
  const std::string head = cbor_map(4) + number(1, 3) + number(3, -257);
  EXPECT_FALSE(check_cose_key(head + bytes(-1, std::string(513, '\xff')) +
                              bytes(-2, std::string("\x01\x00\x01", 3))));
}

TEST(CoseKey, RefusesOtherKeys) {
  const SoftwareAuthenticator ec(CoseAlgorithm::es256);
  const SoftwareAuthenticator ed(CoseAlgorithm::eddsa);
  const SoftwareAuthenticator rsa(CoseAlgorithm::rs256);
  const std::string x = ec.first_number();
  const std::string y = ec.second_number();
  std::string off = y;
  off.back() ^= 1;
  const std::string n = rsa.first_number();
  const std::string e = rsa.second_number();
  const std::string ec_begin = number(1, 2) + number(3, -7) + number(-1, 1);
  const std::string rsa_begin = cbor_map(4) + number(1, 3) + number(3, -257);
  const std::vector<std::pair<std::string_view, std::string>> cases = {
      {"nothing", ""},
      {"an array", cbor_head(4, 0)},
      {"an empty map", cbor_map(0)},
      {"a point off the curve", cbor_map(5) + ec_begin + bytes(-2, x) + bytes(-3, off)},
      {"the point at infinity", cbor_map(5) + ec_begin + bytes(-2, std::string(32, '\0')) +
                                    bytes(-3, std::string(32, '\0'))},
      {"coordinates beyond the field", cbor_map(5) + ec_begin + bytes(-2, std::string(32, '\xff')) +
                                           bytes(-3, std::string(32, '\xff'))},
      {"a short x", cbor_map(5) + ec_begin + bytes(-2, x.substr(1)) + bytes(-3, y)},
      {"a long y", cbor_map(5) + ec_begin + bytes(-2, x) + bytes(-3, '\0' + y)},
      {"no y", cbor_map(4) + ec_begin + bytes(-2, x)},
      {"only a sign of y", cbor_map(5) + ec_begin + bytes(-2, x) + cbor_integer(-3) + "\xf5"},
      {"x as a number", cbor_map(5) + ec_begin + number(-2, 1) + bytes(-3, y)},
      {"x as text",
       cbor_map(5) + ec_begin + cbor_integer(-2) + cbor_text(std::string(32, 'x')) + bytes(-3, y)},
      {"x twice", cbor_map(5) + ec_begin + bytes(-2, x) + bytes(-2, x)},
      {"x once more", cbor_map(6) + ec_begin + bytes(-2, x) + bytes(-3, y) + bytes(-2, x)},
      {"a key of ES256 with EdDSA",
       cbor_map(5) + number(1, 2) + number(3, -8) + number(-1, 1) + bytes(-2, x) + bytes(-3, y)},
      {"a key of ES256 with ES384",
       cbor_map(5) + number(1, 2) + number(3, -35) + number(-1, 1) + bytes(-2, x) + bytes(-3, y)},
      {"P-256 by the number of P-384",
       cbor_map(5) + number(1, 2) + number(3, -7) + number(-1, 2) + bytes(-2, x) + bytes(-3, y)},
      {"no algorithm", cbor_map(4) + number(1, 2) + number(-1, 1) + bytes(-2, x) + bytes(-3, y)},
      {"no type", cbor_map(4) + number(3, -7) + number(-1, 1) + bytes(-2, x) + bytes(-3, y)},
      {"Ed25519 with ES256",
       cbor_map(4) + number(1, 1) + number(3, -7) + number(-1, 6) + bytes(-2, ed.first_number())},
      {"X25519",
       cbor_map(4) + number(1, 1) + number(3, -8) + number(-1, 4) + bytes(-2, ed.first_number())},
      {"31 bytes of Ed25519", cbor_map(4) + number(1, 1) + number(3, -8) + number(-1, 6) +
                                  bytes(-2, ed.first_number().substr(1))},
      {"RSA with SHA-1",
       cbor_map(4) + number(1, 3) + number(3, -65535) + bytes(-1, n) + bytes(-2, e)},
      {"RSA with PSS", cbor_map(4) + number(1, 3) + number(3, -37) + bytes(-1, n) + bytes(-2, e)},
      {"RSA by the type of ECDSA",
       cbor_map(4) + number(1, 2) + number(3, -257) + bytes(-1, n) + bytes(-2, e)},
      {"zeros before n", rsa_begin + bytes(-1, '\0' + n) + bytes(-2, e)},
      {"an even n", rsa_begin + bytes(-1, n.substr(0, n.size() - 1) + '\x02') + bytes(-2, e)},
      {"an exponent of 1", rsa_begin + bytes(-1, n) + bytes(-2, "\x01")},
      {"an even exponent", rsa_begin + bytes(-1, n) + bytes(-2, "\x02")},
      {"no exponent", rsa_begin + bytes(-1, n) + bytes(-2, "")},
      {"a long exponent", rsa_begin + bytes(-1, n) + bytes(-2, "\x01\x01\x01\x01\x01")},
      {"a private key",
       cbor_map(5) + number(1, 3) + number(3, -257) + bytes(-1, n) + bytes(-2, e) + bytes(-3, n)},
      {"a key id", cbor_map(6) + bytes(2, "id") + ec_begin + bytes(-2, x) + bytes(-3, y)},
      {"a label that is text",
       cbor_map(6) + cbor_text("a") + cbor_integer(1) + ec_begin + bytes(-2, x) + bytes(-3, y)},
      {"a byte behind the key", ec.cose_key() + '\0'},
      {"a map of indefinite length", "\xbf" + ec.cose_key().substr(1) + "\xff"},
  };
  for (const auto& [name, key] : cases) {
    const auto checked = check_cose_key(key);
    ASSERT_FALSE(checked) << name;
    EXPECT_EQ(checked.error().code, ErrorCode::invalid_argument) << name;
    EXPECT_FALSE(verify_signature(key, "message", "signature")) << name;
  }
  EXPECT_TRUE(check_cose_key(cbor_map(5) + ec_begin + bytes(-2, x) + bytes(-3, y)));
  EXPECT_TRUE(check_cose_key(rsa_begin + bytes(-1, n) + bytes(-2, e)));
}

TEST(CoseKey, RefusesEveryBeginning) {
  const std::string key = SoftwareAuthenticator(CoseAlgorithm::es256).cose_key();
  for (std::size_t length = 0; length < key.size(); ++length) {
    EXPECT_FALSE(check_cose_key(key.substr(0, length))) << length;
  }
}

}  // namespace
}  // namespace audmg::identity
