// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/base64.hpp"

#include <gtest/gtest.h>

namespace audmg {
namespace {

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

std::string text_of(const std::vector<std::byte>& bytes) {
  std::string text;
  for (const std::byte b : bytes) text.push_back(static_cast<char>(b));
  return text;
}

struct Vector {
  std::string_view plain;
  std::string_view base64;
};

// RFC 4648 section 10.
constexpr Vector kVectors[] = {{"", ""},
                               {"f", "Zg=="},
                               {"fo", "Zm8="},
                               {"foo", "Zm9v"},
                               {"foob", "Zm9vYg=="},
                               {"fooba", "Zm9vYmE="},
                               {"foobar", "Zm9vYmFy"}};

TEST(Base64, MatchesTheVectorsOfTheRfc) {
  for (const auto& [plain, base64] : kVectors) {
    EXPECT_EQ(to_base64(bytes_of(plain)), base64);
    ASSERT_TRUE(from_base64(base64).has_value()) << base64;
    EXPECT_TRUE(is_base64(base64)) << base64;
    EXPECT_EQ(text_of(*from_base64(base64)), plain);
    const std::string_view unpadded = base64.substr(0, base64.find('='));
    EXPECT_EQ(to_base64url(bytes_of(plain)), unpadded);
    ASSERT_TRUE(from_base64url(unpadded).has_value()) << unpadded;
    EXPECT_EQ(text_of(*from_base64url(unpadded)), plain);
  }
}

TEST(Base64, RoundTripsEveryByteInBothAlphabets) {
  std::vector<std::byte> bytes;
  for (int i = 0; i < 256; ++i) {
    bytes.push_back(static_cast<std::byte>(255 - i));
    EXPECT_EQ(from_base64(to_base64(bytes)), bytes);
    EXPECT_EQ(from_base64url(to_base64url(bytes)), bytes);
  }
  EXPECT_EQ(to_base64(bytes_of("\xfb\xff")), "+/8=");
  EXPECT_EQ(to_base64url(bytes_of("\xfb\xff")), "-_8");
}

TEST(Base64, RefusesEverySecondSpelling) {
  for (const std::string_view text : {"Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "=", "====", "Z===",
                                      "Zm9v\n", " Zm9", "Zm-v", "Zm_v", "Z=g=", "Zm9vZg==Zm9v"}) {
    EXPECT_FALSE(from_base64(text).has_value()) << text;
    EXPECT_FALSE(is_base64(text)) << text;
  }
  for (const std::string_view text : {"Zg==", "Zm8=", "Z", "Zh", "Zm9", "Zm+v", "Zm/v", "Zm9v\n"}) {
    EXPECT_FALSE(from_base64url(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace audmg
