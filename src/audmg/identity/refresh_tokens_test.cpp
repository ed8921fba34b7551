// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/refresh_tokens.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace audmg::identity {
namespace {

const UserId kUser = *UserId::parse("0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a");
const SessionId kSession = *SessionId::parse("0198f2c4-5a1e-7c3d-9b2a-000000000001");

TEST(RefreshToken, ReadsItsOwnText) {
  const RefreshToken token = make_refresh_token(kUser, kSession);
  const auto parsed = parse_refresh_token(token.text());
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->user, kUser);
  EXPECT_EQ(parsed->session, kSession);
  EXPECT_EQ(parsed->hash(), token.hash());
}

TEST(RefreshToken, StoresADigestThatTellsNothing) {
  const RefreshToken token{kUser, kSession, "abc"};
  // FIPS 180-4, the digest of "abc".
  EXPECT_EQ(token.hash(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(RefreshToken, HasAFreshSecretOf256Bits) {
  std::set<std::string> secrets;
  for (int i = 0; i < 1000; ++i) secrets.insert(make_refresh_token(kUser, kSession).secret);
  EXPECT_EQ(secrets.size(), 1000U);
  EXPECT_EQ(secrets.begin()->size(), 43U);
}

TEST(RefreshToken, RefusesOtherText) {
  const std::string good = make_refresh_token(kUser, kSession).text();
  EXPECT_FALSE(parse_refresh_token(""));
  EXPECT_FALSE(parse_refresh_token(good + "A"));
  EXPECT_FALSE(parse_refresh_token(std::string(1'000'000, 'A')));
  for (std::size_t i = 0; i < good.size(); ++i) {
    EXPECT_FALSE(parse_refresh_token(good.substr(0, i))) << i;
    std::string altered = good;
    altered[i] = '!';
    EXPECT_FALSE(parse_refresh_token(altered)) << i;
  }
}

}  // namespace
}  // namespace audmg::identity
