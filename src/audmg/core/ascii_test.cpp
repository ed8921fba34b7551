// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/ascii.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace audmg {
namespace {

/// Returns the characters, of all 256, for which `is_member` is true.
std::string members(bool (*is_member)(char)) {
  std::string found;
  for (int i = 0; i < 256; ++i) {
    if (is_member(static_cast<char>(i))) found.push_back(static_cast<char>(i));
  }
  return found;
}

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kUpper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz";

TEST(Ascii, ClassesHaveExactlyTheirMembers) {
  EXPECT_EQ(members(is_digit), kDigits);
  EXPECT_EQ(members(is_upper), kUpper);
  EXPECT_EQ(members(is_lower), kLower);
  EXPECT_EQ(members(is_alpha), std::string(kUpper).append(kLower));
  EXPECT_EQ(members(is_alnum), std::string(kDigits).append(kUpper).append(kLower));
}

TEST(Ascii, GraphicAndControlCharactersLeaveOutTheSpaceAndHighBytes) {
  const std::string graphic = members(is_graphic);
  EXPECT_EQ(graphic.size(), 94U);
  EXPECT_EQ(graphic.front(), '!');
  EXPECT_EQ(graphic.back(), '~');
  EXPECT_EQ(members(is_printable), " " + graphic);
  const std::string control = members(is_control);
  EXPECT_EQ(control.size(), 33U);
  EXPECT_EQ(control.front(), '\0');
  EXPECT_EQ(control.back(), '\x7f');
}

TEST(Ascii, OnlyLettersChangeTheirCase) {
  for (int i = 0; i < 256; ++i) {
    const char c = static_cast<char>(i);
    const std::size_t upper = kUpper.find(c);
    const std::size_t lower = kLower.find(c);
    EXPECT_EQ(to_lower(c), upper == std::string_view::npos ? c : kLower[upper]) << i;
    EXPECT_EQ(to_upper(c), lower == std::string_view::npos ? c : kUpper[lower]) << i;
  }
}

}  // namespace
}  // namespace audmg
