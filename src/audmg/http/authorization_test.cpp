// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/authorization.hpp"

#include <gtest/gtest.h>

namespace audmg::http {
namespace {

TEST(BearerToken, IsWhatFollowsTheScheme) {
  EXPECT_EQ(bearer_token("Bearer abc.DEF-_~+/123=="), "abc.DEF-_~+/123==");
  EXPECT_EQ(bearer_token("bEARER  x"), "x");
}

TEST(BearerToken, IsNothingForAnythingElse) {
  for (const char* text : {"", "Bearer", "Bearer ", "Bearerx", "Basic abc", "Bearer a b",
                           "Bearer a\n", "Bearer \"a\"", "Bearer a,b", " Bearer a"}) {
    EXPECT_EQ(bearer_token(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace audmg::http
