// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/refresh_tokens.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace audmg::identity {
namespace {

const UserId kOwner = *UserId::parse("0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a");
const SessionId kFamily = *SessionId::parse("0198f2c4-5a1e-7c3d-9b2a-000000000001");
const std::string kBothIds = kOwner.text() + '.' + kFamily.text() + '.';

const RefreshTokens& tokens() {
  static const RefreshTokens kTokens("a test secret of thirty-two byte");
  return kTokens;
}

TEST(RefreshTokens, ReadWhatTheyIssued) {
  for (const std::int64_t generation :
       {std::int64_t{1}, std::int64_t{2}, std::int64_t{10}, std::int64_t{1'000'000},
        std::numeric_limits<std::int64_t>::max()}) {
    const auto token = tokens().verify(tokens().issue(kOwner, kFamily, generation));
    ASSERT_TRUE(token) << generation;
    EXPECT_EQ(token->user, kOwner);
    EXPECT_EQ(token->session, kFamily);
    EXPECT_EQ(token->generation, generation);
    EXPECT_EQ(token->hash, "");
  }
}

TEST(RefreshTokens, AreTheSameForTheSameGeneration) {
  EXPECT_EQ(tokens().issue(kOwner, kFamily, 7), tokens().issue(kOwner, kFamily, 7));
  EXPECT_NE(tokens().issue(kOwner, kFamily, 7), tokens().issue(kOwner, kFamily, 8));
}

TEST(RefreshTokens, HaveTheMacOfWhatStandsBeforeIt) {
  // openssl dgst -sha256 -hmac "a test secret of thirty-two byte" -binary | basenc --base64url
  EXPECT_EQ(tokens().issue(kOwner, kFamily, 1),
            kBothIds + "1.JHpCLttXEFbpYfI1BqmL3QLjN-MANy7HSz3c3-6er6c");
}

TEST(RefreshTokens, RefuseThoseOfAnotherKey) {
  const RefreshTokens other("another secret that signs nothing");
  EXPECT_FALSE(tokens().verify(other.issue(kOwner, kFamily, 1)));
}

TEST(RefreshTokens, RefuseTheMacOfAnotherSessionUserOrGeneration) {
  const std::string good = tokens().issue(kOwner, kFamily, 1);
  const std::string mac = good.substr(good.size() - 43);
  const std::string other_id = "0198f2c4-5a1e-7c3d-9b2a-000000000002";
  EXPECT_TRUE(tokens().verify(kBothIds + "1." + mac));
  for (const std::string_view generation : {"2", "0", "-1", "01", "+1", " 1", "1 ", "",
                                            "9223372036854775808", "99999999999999999999999"}) {
    EXPECT_FALSE(tokens().verify(kBothIds + std::string(generation) + "." + mac)) << generation;
  }
  EXPECT_FALSE(tokens().verify(other_id + '.' + kFamily.text() + ".1." + mac));
  EXPECT_FALSE(tokens().verify(kOwner.text() + '.' + other_id + ".1." + mac));
}

TEST(RefreshTokens, LeaveThoseWithoutGenerationsToTheDatabase) {
  const auto token = tokens().verify(kBothIds + std::string(43, 'A'));
  ASSERT_TRUE(token);
  EXPECT_EQ(token->generation, 0);
  // SHA-256 of 43 letters A.
  EXPECT_EQ(token->hash, "0f007385b6f9d4b7eeb2748605afe1a984a0a3bfa3f014d09e2a784ce9e5cd1a");
}

TEST(RefreshTokens, RefuseOtherText) {
  EXPECT_FALSE(tokens().verify(""));
  EXPECT_FALSE(tokens().verify(std::string(1'000'000, 'A')));
  EXPECT_FALSE(
      tokens().verify(kBothIds + std::string(1'000'000, '1') + '.' + std::string(43, 'A')));
  for (const std::string& good :
       {tokens().issue(kOwner, kFamily, 12), kBothIds + std::string(43, 'A')}) {
    EXPECT_FALSE(tokens().verify(good + "A"));
    for (std::size_t i = 0; i < good.size(); ++i) {
      EXPECT_FALSE(tokens().verify(good.substr(0, i))) << i;
      std::string altered = good;
      altered[i] = '!';
      EXPECT_FALSE(tokens().verify(altered)) << i;
    }
  }
}

}  // namespace
}  // namespace audmg::identity
