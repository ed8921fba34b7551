// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/openssl/aes_gcm.hpp"

#include "audmg/core/hex.hpp"
#include "audmg/lib/openssl/hkdf.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::openssl {
namespace {

using Bytes = std::vector<std::byte>;

Bytes hex(std::string_view text) {
  auto bytes = from_hex(text);
  EXPECT_TRUE(bytes);
  return bytes.value_or(Bytes{});
}

template <class Array>
Array hex_array(std::string_view text) {
  Array array{};
  const Bytes bytes = hex(text);
  EXPECT_EQ(bytes.size(), array.size());
  std::copy_n(bytes.begin(), std::min(bytes.size(), array.size()), array.begin());
  return array;
}

/// Test case 16 of "The Galois/Counter Mode of Operation (GCM)", McGrew and Viega.
struct GcmVector {
  AesGcmKey key =
      hex_array<AesGcmKey>("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
  AesGcmNonce nonce = hex_array<AesGcmNonce>("cafebabefacedbaddecaf888");
  Bytes context = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
  Bytes plain =
      hex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e24"
          "49a6b5"
          "25b16aedf5aa0de657ba637b39");
  Bytes sealed =
      hex("522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b10"
          "56828838"
          "c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b");
};

TEST(AesGcm, MatchesThePublishedVector) {
  const GcmVector vector;
  Bytes sealed(vector.plain.size() + kAesGcmTagBytes);
  AesGcm(vector.key).seal(vector.nonce, vector.context, vector.plain, sealed);
  EXPECT_EQ(to_hex(sealed), to_hex(vector.sealed));
  Bytes opened(vector.plain.size());
  EXPECT_TRUE(AesGcm(vector.key).open(vector.nonce, vector.context, sealed, opened));
  EXPECT_EQ(opened, vector.plain);
}

TEST(AesGcm, SealsNothingAndInPlace) {
  const GcmVector vector;
  // Test case 13: no text, no context, a key and a nonce of zeros.
  Bytes tag(kAesGcmTagBytes);
  AesGcm(AesGcmKey{}).seal(AesGcmNonce{}, {}, {}, tag);
  EXPECT_EQ(to_hex(tag), "530f8afbc74536b9a963b4f1c4cb738b");
  EXPECT_TRUE(AesGcm(AesGcmKey{}).open(AesGcmNonce{}, {}, tag, {}));
  Bytes text = vector.plain;
  text.resize(text.size() + kAesGcmTagBytes);
  AesGcm(vector.key)
      .seal(vector.nonce, vector.context, std::span(text).first(vector.plain.size()), text);
  EXPECT_EQ(text, vector.sealed);
}

TEST(AesGcm, OpensNothingThatWasChanged) {
  const GcmVector vector;
  Bytes opened(vector.plain.size(), std::byte{7});
  for (std::size_t bit = 0; bit < vector.sealed.size() * 8; ++bit) {
    Bytes changed = vector.sealed;
    changed[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
    ASSERT_FALSE(AesGcm(vector.key).open(vector.nonce, vector.context, changed, opened)) << bit;
    ASSERT_TRUE(std::ranges::all_of(opened, [](std::byte b) { return b == std::byte{}; }));
  }
  Bytes context = vector.context;
  context.back() ^= std::byte{1};
  EXPECT_FALSE(AesGcm(vector.key).open(vector.nonce, context, vector.sealed, opened));
  AesGcmNonce nonce = vector.nonce;
  nonce.back() ^= std::byte{1};
  EXPECT_FALSE(AesGcm(vector.key).open(nonce, vector.context, vector.sealed, opened));
  EXPECT_FALSE(AesGcm(AesGcmKey{}).open(vector.nonce, vector.context, vector.sealed, opened));
  EXPECT_FALSE(AesGcm(vector.key)
                   .open(vector.nonce, vector.context,
                         std::span(vector.sealed).first(kAesGcmTagBytes - 1), {}));
}

// RFC 5869, appendices A.1 and A.3 (no salt, no purpose): the first 32 bytes.
TEST(Hkdf, MatchesTheVectorsOfRfc5869) {
  const Bytes key(22, std::byte{0x0b});
  const std::string purpose("\xf0\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9");
  EXPECT_EQ(to_hex(hkdf_sha256(key, hex("000102030405060708090a0b0c"), purpose)),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
  EXPECT_EQ(to_hex(hkdf_sha256(key, {}, "")),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
}

}  // namespace
}  // namespace audmg::openssl
