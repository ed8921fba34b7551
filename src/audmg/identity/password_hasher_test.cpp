// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/password_hasher.hpp"

#include "audmg/identity/content_digest.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <functional>
#include <limits>
#include <string>

namespace audmg::identity {
namespace {

TEST(PasswordHasher, VerifiesTheRightPasswordOnly) {
  const PasswordHasher hasher;
  const auto phc = hasher.hash("a long and calm sentence");
  ASSERT_TRUE(phc);
  EXPECT_EQ(hasher.verify(*phc, "a long and calm sentence"), true);
  EXPECT_EQ(hasher.verify(*phc, "a long and calm sentencf"), false);
  EXPECT_EQ(hasher.verify(*phc, ""), false);
  EXPECT_EQ(hasher.verify("no such thing", "a long and calm sentence"), false);
  EXPECT_FALSE(hasher.needs_rehash(*phc));
}

TEST(PasswordHasher, FindsNobody) {
  const PasswordHasher hasher;
  EXPECT_EQ(hasher.verify_nobody(""), false);
  EXPECT_EQ(hasher.verify_nobody("password"), false);
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
