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

TEST(PasswordHasher, SaysThatAHashIsOutdatedWhenNewOnesCostMoreOrLess) {
  constexpr PasswordCost kLittle{.memory_bytes = std::size_t{8} << 20, .passes = 1};
  const PasswordHasher before(kLittle);
  const PasswordHasher hasher;
  const std::string phc = *before.hash("a long and calm sentence");
  EXPECT_EQ(before.verify(phc, "a long and calm sentence"), PasswordMatch::current);
  EXPECT_EQ(hasher.verify(phc, "a long and calm sentence"), PasswordMatch::outdated);
  EXPECT_EQ(hasher.verify(phc, "another sentence"), PasswordMatch::none);
  EXPECT_EQ(before.verify(*hasher.hash("a long and calm sentence"), "a long and calm sentence"),
            PasswordMatch::outdated)
      << "or its user could be told from nobody for ever";
}

TEST(PasswordHasher, CountsMemoryInWholeKib) {
  const PasswordHasher hasher({.memory_bytes = 20'000'000, .passes = 1});
  const std::string phc = *hasher.hash("a long and calm sentence");
  EXPECT_EQ(hasher.verify(phc, "a long and calm sentence"), PasswordMatch::current);
}

std::clock_t processor_time(const std::function<void()>& what) {
  const std::clock_t begin = std::clock();
  what();
  return std::clock() - begin;
}

/// The least times of two calls that take turns, so that what else the machine does counts little.
struct LeastTimes {
  std::clock_t one = std::numeric_limits<std::clock_t>::max();
  std::clock_t other = std::numeric_limits<std::clock_t>::max();
};

LeastTimes least_times(const std::function<void()>& one, const std::function<void()>& other) {
  LeastTimes least;
  for (int i = 0; i < 8; ++i) {
    least.one = std::min(least.one, processor_time(one));
    least.other = std::min(least.other, processor_time(other));
  }
  return least;
}

TEST(PasswordHasher, LooksForNobodyAsLongAsForSomebody) {
  const PasswordHasher hasher;
  const std::string phc = *hasher.hash("a long and calm sentence");
  for (const std::string_view password : {std::string_view("another sentence"), kDecomposed}) {
    const auto [somebody, nobody] = least_times([&] { (void)hasher.verify(phc, password); },
                                                [&] { (void)hasher.verify_nobody(password); });
    EXPECT_GT(nobody * 2, somebody);
    EXPECT_LT(nobody, somebody * 2);
  }
}

TEST(PasswordHasher, TakesAsLongForHashesOfLessOrNoCost) {
  const PasswordHasher before({.memory_bytes = std::size_t{8} << 20, .passes = 1});
  const PasswordHasher hasher({.memory_bytes = std::size_t{48} << 20, .passes = 2});
  for (const std::string& phc : {*before.hash("a long and calm sentence"), std::string()}) {
    const auto [somebody, nobody] =
        least_times([&] { (void)hasher.verify(phc, "another sentence"); },
                    [&] { (void)hasher.verify_nobody("another sentence"); });
    EXPECT_GT(nobody * 3, somebody * 2) << phc;
    EXPECT_LT(nobody * 2, somebody * 3) << phc;
  }
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
