// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/password_hasher.hpp"

#include "audmg/identity/content_digest.hpp"
#include "audmg/lib/sodium/argon2id.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <functional>
#include <limits>
#include <string>
#include <string_view>

namespace audmg::identity {
namespace {

TEST(PasswordHasher, VerifiesTheRightPasswordOnly) {
  const PasswordHasher hasher;
  const auto phc = hasher.hash("a long and calm sentence");
  ASSERT_TRUE(phc);
  EXPECT_EQ(hasher.verify(*phc, "a long and calm sentence"), PasswordMatch::current);
  EXPECT_EQ(hasher.verify(*phc, "a long and calm sentencf"), PasswordMatch::none);
  EXPECT_EQ(hasher.verify(*phc, ""), PasswordMatch::none);
  EXPECT_EQ(hasher.verify("no such thing", "a long and calm sentence"), PasswordMatch::none);
}

TEST(PasswordHasher, FindsNobody) {
  const PasswordHasher hasher;
  EXPECT_TRUE(hasher.verify_nobody(""));
  EXPECT_TRUE(hasher.verify_nobody("password"));
}

constexpr std::string_view kComposed = "caf\xc3\xa9 au lait";
constexpr std::string_view kDecomposed = "cafe\xcc\x81 au lait";

TEST(PasswordHasher, TakesAPasswordHoweverItWasTyped) {
  const PasswordHasher hasher;
  for (const std::string_view set : {kComposed, kDecomposed}) {
    const std::string phc = *hasher.hash(set);
    EXPECT_EQ(hasher.verify(phc, kComposed), PasswordMatch::current) << set;
    EXPECT_EQ(hasher.verify(phc, kDecomposed), PasswordMatch::current) << set;
    EXPECT_EQ(hasher.verify(phc, "cafe au lait"), PasswordMatch::none) << set;
  }
}

TEST(PasswordHasher, KnowsHashesOfPasswordsAsTheyWereSent) {
  const PasswordHasher hasher;
  const std::string phc = *sodium::hash_argon2id(kDecomposed);
  EXPECT_EQ(hasher.verify(phc, kDecomposed), PasswordMatch::outdated);
  EXPECT_EQ(hasher.verify(phc, kComposed), PasswordMatch::none) << "the bytes are gone";
  EXPECT_EQ(hasher.verify(*hasher.hash(kDecomposed), kDecomposed), PasswordMatch::current);
}

/// The least of three, so that what else the machine does counts little.
std::clock_t processor_time(const std::function<void()>& what) {
  std::clock_t least = std::numeric_limits<std::clock_t>::max();
  for (int i = 0; i < 3; ++i) {
    const std::clock_t begin = std::clock();
    what();
    least = std::min(least, std::clock() - begin);
  }
  return least;
}

TEST(PasswordHasher, LooksForNobodyAsLongAsForSomebody) {
  const PasswordHasher hasher;
  const std::string phc = *hasher.hash("a long and calm sentence");
  const auto somebody = processor_time([&] { (void)hasher.verify(phc, "another sentence"); });
  const auto nobody = processor_time([&] { (void)hasher.verify_nobody("another sentence"); });
  EXPECT_GT(nobody * 2, somebody);
  EXPECT_LT(nobody, somebody * 2);
  const auto decomposed = processor_time([&] { (void)hasher.verify(phc, kDecomposed); });
  const auto of_nobody = processor_time([&] { (void)hasher.verify_nobody(kDecomposed); });
  EXPECT_GT(of_nobody * 2, decomposed);
  EXPECT_LT(of_nobody, decomposed * 2);
}

TEST(ContentDigest, IsOfAllPieces) {
  ContentDigest digest;
  for (const std::string_view piece : {"a", "", "bc"}) {
    digest.update(std::as_bytes(std::span(piece)));
  }
  const ContentDigest::Digests digests = digest.finish();
  EXPECT_EQ(digests.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(digests.crc32, 0x352441C2U);
}

}  // namespace
}  // namespace audmg::identity
