// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/text.hpp"

#include <gtest/gtest.h>

namespace audmg {
namespace {

TEST(Trim, RemovesBlanksAtTheEndsOnly) {
  EXPECT_EQ(trim(" \t a b\t "), "a b");
  EXPECT_EQ(trim_left(" \t a b\t "), "a b\t ");
  EXPECT_EQ(trim_right(" \t a b\t "), " \t a b");
  EXPECT_EQ(trim("a"), "a");
}

TEST(Trim, LeavesNothingOfATextOfBlanks) {
  for (const std::string_view text : {"", " ", "\t \t"}) {
    EXPECT_EQ(trim(text), "");
    EXPECT_EQ(trim_left(text), "");
    EXPECT_EQ(trim_right(text), "");
  }
}

TEST(Trim, RemovesLineEndsAndOtherCharactersOnlyWhenAsked) {
  EXPECT_EQ(trim("\ra\r\n"), "\ra\r\n");
  EXPECT_EQ(trim("\ra\r\n", " \t\r\n"), "a");
  EXPECT_EQ(trim_left(", ;a", ", "), ";a");
  EXPECT_EQ(trim(std::string_view("\0a", 2)), std::string_view("\0a", 2));
}

TEST(TakeUntil, TakesOnePartAfterTheOther) {
  std::string_view text = "a,,b";
  EXPECT_EQ(take_until(text, ','), "a");
  EXPECT_EQ(take_until(text, ','), "");
  EXPECT_EQ(text, "b");
  EXPECT_EQ(take_until(text, ','), "b");
  EXPECT_EQ(text, "");
  EXPECT_EQ(take_until(text, ','), "");
}

TEST(TakeUntil, RemovesASeparatorAtTheEnd) {
  std::string_view text = "a,";
  EXPECT_EQ(take_until(text, ','), "a");
  EXPECT_EQ(text, "");
}

TEST(Case, ChangesOnlyAsciiLetters) {
  EXPECT_EQ(lower_case("Ada-Z[\xc3\x84"), "ada-z[\xc3\x84");
  EXPECT_EQ(upper_case("ada_z{\xc3\xa4"), "ADA_Z{\xc3\xa4");
  EXPECT_EQ(lower_case(""), "");
}

TEST(PrintableText, IsCutAndHasNothingButPrintableAscii) {
  EXPECT_EQ(printable_text("a b~\n\x1b[\x7f\xc3\xa4", 100), "a b~??[???");
  EXPECT_EQ(printable_text("abc", 2), "ab");
  EXPECT_EQ(printable_text("", 2), "");
}

TEST(EqualsIgnoreCase, ComparesWholeTexts) {
  EXPECT_TRUE(equals_ignore_case("Content-LENGTH", "content-length"));
  EXPECT_TRUE(equals_ignore_case("", ""));
  EXPECT_FALSE(equals_ignore_case("a", "ab"));
  EXPECT_FALSE(equals_ignore_case("ab", "a"));
}

TEST(EqualsIgnoreCase, TellsNeighboursOfLettersApart) {
  // Each pair differs in the bit that the two cases of a letter differ in.
  EXPECT_FALSE(equals_ignore_case("@", "`"));
  EXPECT_FALSE(equals_ignore_case("[", "{"));
  EXPECT_FALSE(equals_ignore_case("\xc4", "\xe4"));
}

}  // namespace
}  // namespace audmg
