// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/hs256.hpp"

#include <gtest/gtest.h>

#include <string>

namespace audmg::identity {
namespace {

constexpr std::string_view kHs256Secret = "0123456789abcdef0123456789abcdef";

// Made with Python's hmac and base64, so by other code than ours: {"sub":"a","exp":5}
constexpr std::string_view kForeignToken =
    "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIiwiZXhwIjo1fQ.TFwPq7_tn8C_4RMv_"
    "wSwPVXnhIl39IJSSTvG2N-k7Hg";

TEST(Hs256, AgreesWithAnotherImplementation) {
  EXPECT_TRUE(verify_hs256(kForeignToken, kHs256Secret));
  EXPECT_EQ(*verify_hs256(kForeignToken, kHs256Secret), "eyJzdWIiOiJhIiwiZXhwIjo1fQ");
}

TEST(Hs256, VerifiesWhatItSigned) {
  const auto token = sign_hs256(R"({"sub":"a","exp":5})", kHs256Secret);
  EXPECT_TRUE(verify_hs256(token, kHs256Secret));
  EXPECT_FALSE(verify_hs256(token, "another-secret-of-32-bytes-length"));
}

TEST(Hs256, SignsAsAnotherImplementationDoes) {
  // Python's hmac and base64 again, with the header that is ours.
  EXPECT_EQ(sign_hs256(R"({"sub":"a","exp":5})", kHs256Secret),
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhIiwiZXhwIjo1fQ.MrfIA-"
            "dhb2uDwl6DsED9OLf_18eVVhrFFmFCwi8gJIM");
}

TEST(Hs256, RefusesATokenAlteredInAnyByte) {
  const std::string token = sign_hs256(R"({"sub":"a","exp":5})", kHs256Secret);
  for (std::size_t i = 0; i < token.size(); ++i) {
    for (const char c : {'A', 'z', '.', '=', '\0', ' '}) {
      if (token[i] == c) continue;
      std::string altered = token;
      altered[i] = c;
      EXPECT_FALSE(verify_hs256(altered, kHs256Secret)) << i << c;
    }
    EXPECT_FALSE(verify_hs256(token.substr(0, i), kHs256Secret)) << i;
  }
  for (const char* more : {"=", " ", ".", "\n", "A"})
    EXPECT_FALSE(verify_hs256(token + more, kHs256Secret));
}

TEST(Hs256, RefusesALongToken) {
  const std::string claims = R"({"sub":")" + std::string(4096, 'a') + R"("})";
  EXPECT_FALSE(verify_hs256(sign_hs256(claims, kHs256Secret), kHs256Secret));
}

}  // namespace
}  // namespace audmg::identity
