// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/random_secret.hpp"

#include "audmg/core/base64.hpp"

#include <gtest/gtest.h>

#include <set>

namespace audmg::identity {
namespace {

TEST(RandomSecretTest, IsNewEachTime) {
  std::set<std::string> secrets;
  for (int i = 0; i < 100; ++i) {
    const std::string secret = make_random_secret();
    EXPECT_EQ(secret.size(), kRandomSecretLength);
    const auto bytes = from_base64url(secret);
    ASSERT_TRUE(bytes) << secret;
    EXPECT_EQ(bytes->size(), 32U);
    secrets.insert(secret);
  }
  EXPECT_EQ(secrets.size(), 100U);
}

TEST(RandomSecretTest, IsStoredAsItsSha256) {
  // FIPS 180-4, the example of one block.
  EXPECT_EQ(random_secret_hash("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace audmg::identity
