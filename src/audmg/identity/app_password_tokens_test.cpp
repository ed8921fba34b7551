// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/app_password_tokens.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace audmg::identity {
namespace {

const UserId kOwnerId = *UserId::parse("0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a");
const AppPasswordId kId = *AppPasswordId::parse("0198f2c4-5a1e-7c3d-9b2a-000000000001");

TEST(AppPasswordToken, ReadsItsOwnText) {
  const AppPasswordToken token = make_app_password_token(kOwnerId, kId);
  EXPECT_EQ(token.text().size(), 81U);
  EXPECT_TRUE(looks_like_app_password(token.text()));
  const auto parsed = parse_app_password_token(token.text());
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->user, kOwnerId);
  EXPECT_EQ(parsed->id, kId);
  EXPECT_EQ(parsed->secret, token.secret);
  EXPECT_EQ(parsed->hash(), token.hash());
}

TEST(AppPasswordToken, IsTheSameInEveryVersion) {
  const AppPasswordToken token{kOwnerId, kId, "12345678901234567890"};
  EXPECT_EQ(token.text(),
            "audmg_AZjyxFoefD2bKj9OXWx7igGY8sRaHnw9myoAAAAAAAExMjM0NTY3ODkwMTIzNDU2Nzg5MDxhGLU");
  EXPECT_EQ(token.hash(), "6ed645ef0e1abea1bf1e4e935ff04f9e18d39812387f63cda3415b46240f0405");
}

TEST(AppPasswordToken, HasAFreshSecretOf160Bits) {
  std::set<std::string> secrets;
  for (int i = 0; i < 1000; ++i) secrets.insert(make_app_password_token(kOwnerId, kId).secret);
  EXPECT_EQ(secrets.size(), 1000U);
  EXPECT_EQ(secrets.begin()->size(), 20U);
}

TEST(AppPasswordToken, RefusesOtherText) {
  EXPECT_FALSE(looks_like_app_password("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"));
  EXPECT_FALSE(parse_app_password_token(""));
  EXPECT_FALSE(parse_app_password_token("audmg_"));
  EXPECT_FALSE(parse_app_password_token("audmg_" + std::string(1'000'000, 'A')));
  const std::string good = make_app_password_token(kOwnerId, kId).text();
  EXPECT_FALSE(parse_app_password_token(good + "A"));
  for (std::size_t i = 0; i < good.size(); ++i) {
    EXPECT_FALSE(parse_app_password_token(good.substr(0, i))) << i;
    for (const char c : {'!', 'A', 'B'}) {
      std::string altered = good;
      if (altered[i] == c) continue;
      altered[i] = c;
      EXPECT_FALSE(parse_app_password_token(altered)) << i << c;
    }
  }
}

}  // namespace
}  // namespace audmg::identity
