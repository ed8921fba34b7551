// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/hex.hpp"

#include <gtest/gtest.h>

namespace audmg {
namespace {

TEST(Hex, RoundTripsEveryByte) {
  std::vector<std::byte> bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<std::byte>(i));
  EXPECT_EQ(from_hex(to_hex(bytes)), bytes);
}

TEST(Hex, RefusesOddLengthAndOtherCharacters) {
  EXPECT_FALSE(from_hex("abc").has_value());
  EXPECT_FALSE(from_hex("zz").has_value());
  EXPECT_TRUE(from_hex("AbCd").has_value());
}

}  // namespace
}  // namespace audmg
