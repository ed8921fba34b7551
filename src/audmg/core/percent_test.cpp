// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/percent.hpp"

#include <gtest/gtest.h>

namespace audmg {
namespace {

std::string encode(std::string_view text) {
  std::string encoded;
  append_percent_encoded(encoded, text, is_unreserved);
  return encoded;
}

TEST(PercentEncoding, WritesUpperCaseDigits) {
  EXPECT_EQ(encode("aZ09-._~"), "aZ09-._~");
  EXPECT_EQ(encode("a b/%+"), "a%20b%2F%25%2B");
  EXPECT_EQ(encode(std::string_view("\0\xff", 2)), "%00%FF");
}

TEST(PercentEncoding, AppendsAndAsksTheCallerWhatIsPlain) {
  std::string encoded = "x=";
  append_percent_encoded(encoded, "a/b", [](char c) { return is_unreserved(c) || c == '/'; });
  EXPECT_EQ(encoded, "x=a/b");
}

TEST(PercentEncoding, IsUndoneByDecoding) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
  EXPECT_EQ(percent_decode(encode(bytes), Plus::literal), bytes);
}

TEST(PercentDecoding, AcceptsBothCases) {
  EXPECT_EQ(percent_decode("%c3%A4", Plus::literal), "\xc3\xa4");
}

TEST(PercentDecoding, GivesPlusItsMeaning) {
  EXPECT_EQ(percent_decode("a+b%2B", Plus::literal), "a+b+");
  EXPECT_EQ(percent_decode("a+b%2B", Plus::space), "a b+");
}

TEST(PercentDecoding, RefusesIncompleteEscapes) {
  for (const std::string_view text : {"%", "%4", "a%4", "%4g", "%g4", "%%41", "%+4", "% 4"}) {
    EXPECT_FALSE(percent_decode(text, Plus::space)) << text;
  }
}

}  // namespace
}  // namespace audmg
