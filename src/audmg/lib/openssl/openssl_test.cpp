// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/hex.hpp"
#include "audmg/lib/openssl/hmac.hpp"
#include "audmg/lib/openssl/random.hpp"
#include "audmg/lib/openssl/sha256.hpp"

#include <gtest/gtest.h>

#include <set>
#include <thread>
#include <vector>

namespace audmg::openssl {
namespace {

// FIPS 180-4 examples, and the digest of nothing.
TEST(Sha256, MatchesPublishedVectors) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Sha256, TakesPiecesAndStartsAnewAfterFinish) {
  Sha256 hash;
  const std::string piece(1000, 'a');
  for (int i = 0; i < 1000; ++i) hash.update(piece);
  EXPECT_EQ(to_hex(hash.finish()),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  hash.update("a");
  hash.update("bc");
  EXPECT_EQ(to_hex(hash.finish()), sha256_hex("abc"));
}

struct HmacVector {
  std::string key;
  std::string message;
  std::string_view mac;
};

// RFC 4231 test cases 1, 2, 3 and 6 (a key longer than a block).
TEST(HmacSha256, MatchesTheVectorsOfRfc4231) {
  const HmacVector vectors[] = {
      {std::string(20, '\x0b'), "Hi There",
       "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
      {"Jefe", "what do ya want for nothing?",
       "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
      {std::string(20, '\xaa'), std::string(50, '\xdd'),
       "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
      {std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First",
       "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
      {"", "", "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"},
  };
  for (const auto& [key, message, mac] : vectors) {
    const HmacSha256 hmac(key);
    EXPECT_EQ(to_hex(hmac.sign(message)), mac);
    EXPECT_EQ(to_hex(hmac.sign(message)), mac) << "the second call must not see the first";
  }
}

TEST(HmacSha256, SignsAMessageInTwoPieces) {
  const HmacSha256 hmac("Jefe");
  EXPECT_EQ(hmac.sign("what do ya ", "want"), hmac.sign("what do ya want"));
  EXPECT_EQ(hmac.sign("what", ""), hmac.sign("what"));
  EXPECT_EQ(hmac.sign("", "what"), hmac.sign("what"));
}

TEST(HmacSha256, GoesOnFromTheBeginningThatMessagesShare) {
  const HmacSha256 hmac("Jefe");
  EXPECT_EQ(hmac.begin().sign(), hmac.sign(""));
  const std::string shared(100, 's');
  HmacSha256::Message beginning = hmac.begin();
  beginning.append(shared);
  for (const std::string& rest : {std::string(), std::string("a"), std::string(200, 'b')}) {
    HmacSha256::Message message = beginning;
    EXPECT_EQ(message.append(rest).sign(), hmac.sign(shared + rest));
    EXPECT_EQ(message.sign(), hmac.sign(shared + rest)) << "signing must not change the message";
  }
  EXPECT_EQ(beginning.sign(), hmac.sign(shared)) << "a copy must not change the original";
  beginning = hmac.begin();
  EXPECT_EQ(beginning.append("what").append(" do").sign(), hmac.sign("what do"));
}

TEST(HmacSha256, SignsFromManyThreadsAtOnce) {
  const HmacSha256 hmac("Jefe");
  const auto expected = hmac.sign("what do ya want for nothing?");
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 500; ++i) EXPECT_EQ(hmac.sign("what do ya want for nothing?"), expected);
    });
  }
  for (auto& thread : threads) thread.join();
}

TEST(ConstantTimeEqual, ComparesLengthAndEveryByte) {
  EXPECT_TRUE(constant_time_equal("", ""));
  EXPECT_TRUE(constant_time_equal("abc", "abc"));
  EXPECT_FALSE(constant_time_equal("abc", "abcd"));
  EXPECT_FALSE(constant_time_equal("abc", "abd"));
  EXPECT_FALSE(constant_time_equal("xbc", "abc"));
}

TEST(Random, GivesTheLengthAskedForAndNeverTheSameTwice) {
  EXPECT_EQ(random_bytes(0), "");
  EXPECT_EQ(random_bytes(32).size(), 32U);
  EXPECT_EQ(random_text(32).size(), 43U);
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(seen.insert(random_bytes(16)).second);
}

}  // namespace
}  // namespace audmg::openssl
