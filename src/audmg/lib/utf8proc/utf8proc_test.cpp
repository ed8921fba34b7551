// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/utf8proc/characters.hpp"
#include "audmg/lib/utf8proc/normal_form.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace audmg::utf8proc {
namespace {

std::string nfc(std::string_view text) {
  const auto composed = to_nfc(text);
  return composed ? composed->text() : "nothing";
}

TEST(NormalForm, IsTheSameHoweverATextIsTyped) {
  EXPECT_EQ(nfc(""), "");
  EXPECT_EQ(nfc("plain ASCII, with blanks\t"), "plain ASCII, with blanks\t");
  EXPECT_EQ(nfc("caf\xc3\xa9"), "caf\xc3\xa9");
  EXPECT_EQ(nfc("cafe\xcc\x81"), "caf\xc3\xa9");
  EXPECT_EQ(nfc("\xe2\x84\xab"), "\xc3\x85") << "the sign for angstrom is A with a ring";
  EXPECT_EQ(nfc("\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab"), "\xed\x95\x9c") << "Hangul";
  EXPECT_EQ(nfc("a\xcc\xa3\xcc\x87"), nfc("a\xcc\x87\xcc\xa3")) << "two marks in either order";
  EXPECT_EQ(nfc("\xef\xac\x81"), "\xef\xac\x81") << "a ligature stays (no form KC)";
  EXPECT_EQ(nfc("\xf0\x9f\x8e\xb5"), "\xf0\x9f\x8e\xb5");
  EXPECT_EQ(nfc(std::string("a\0b", 3)), std::string("a\0b", 3));
}

TEST(NormalForm, IsNoneForOtherBytesThanUtf8) {
  for (const std::string_view bad : {"\xff", "abc\xc3", "\xed\xa0\x80", "\xc0\xaf"}) {
    EXPECT_EQ(nfc(bad), "nothing") << bad;
  }
}

TEST(Characters, AreLettersOfAnyScript) {
  EXPECT_TRUE(has_only_letters("m\xc3\xbcnchen-9", "-"));
  EXPECT_TRUE(has_only_letters("\xe6\x97\xa5\xe6\x9c\xac", ""));
  EXPECT_TRUE(has_only_letters("\xe0\xa4\xb9\xe0\xa4\xbf", "")) << "with a vowel sign";
  EXPECT_FALSE(has_only_letters("a-b", ""));
  EXPECT_FALSE(has_only_letters("a b", "-"));
  EXPECT_FALSE(has_only_letters("\xf0\x9f\x8e\xb5", "-"));
  EXPECT_FALSE(has_only_letters("a\xff", "-"));
}

TEST(Characters, AreVisible) {
  EXPECT_TRUE(is_all_visible("j\xc3\xb6rg+x!\xf0\x9f\x8e\xb5"));
  for (const std::string_view hidden :
       {" ", "\n", "\x7f", "\xc2\x85", "\xc2\xa0", "\xe2\x80\x8b", "\xe2\x80\xae", "\xe2\x80\xa8",
        "\xee\x80\x80", "\xf3\xa0\x80\x81", "\xcd\xb8", "\xff"}) {
    EXPECT_FALSE(is_all_visible(hidden)) << hidden;
  }
}

}  // namespace
}  // namespace audmg::utf8proc
