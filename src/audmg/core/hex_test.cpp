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

TEST(HexDigit, IsReadInBothCasesAndWrittenInOne) {
  for (int i = 0; i < 256; ++i) {
    const char c = static_cast<char>(i);
    const int value = hex_value(c);
    EXPECT_EQ(is_lower_hex_digit(c), value >= 0 && hex_digit(static_cast<unsigned>(value)) == c);
    EXPECT_EQ(value >= 0, std::string_view("0123456789abcdefABCDEF").contains(c)) << i;
  }
  EXPECT_EQ(hex_value('F'), 15);
  EXPECT_EQ(hex_value('a'), 10);
  EXPECT_EQ(hex_digit(0x1b), 'b');
}

TEST(HexDigit, OfBytesInTextsIsUpperCase) {
  std::string out = "=";
  append_upper_hex(out, '\xfa');
  append_upper_hex(out, '\n');
  EXPECT_EQ(out, "=FA0A");
}

}  // namespace
}  // namespace audmg
