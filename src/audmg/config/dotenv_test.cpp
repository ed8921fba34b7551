// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/config/dotenv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace audmg::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

TEST(Dotenv, ReadsNamesAndValues) {
  const auto variables = parse_dotenv(
      "\xEF\xBB\xBF# comment\r\n"
      "A=1\r\n"
      "\n"
      "  B = two words # comment\n"
      "export C='single # $A \\n'\n"
      "D=\"a\\tb\\n\\\"c\\\" \\$A \\x\" # comment\n"
      "E=pass#word\n"
      "F=\n"
      "G=#nothing\n"
      "A=last wins");
  ASSERT_TRUE(variables.has_value());
  EXPECT_THAT(*variables, ElementsAre(Pair("A", "last wins"), Pair("B", "two words"),
                                      Pair("C", "single # $A \\n"), Pair("D", "a\tb\n\"c\" $A \\x"),
                                      Pair("E", "pass#word"), Pair("F", ""), Pair("G", "")));
}

TEST(Dotenv, NamesTheLineOfAMistakeAndNotItsValue) {
  for (const std::string_view line : {"secret", "=secret", "1A=secret", "A B=secret", "A='secret",
                                      "A=\"secret\\\"", "A='secret'x", "A='secret'#x", "export"}) {
    const auto variables = parse_dotenv("OK=1\n" + std::string(line) + "\nOK=2\n");
    ASSERT_FALSE(variables.has_value()) << line;
    EXPECT_THAT(variables.error().message, HasSubstr("line 2"));
    EXPECT_THAT(variables.error().message, testing::Not(HasSubstr("secret")));
  }
}

TEST(Dotenv, RefusesZeroBytesAndHugeFiles) {
  EXPECT_FALSE(parse_dotenv(std::string_view("A=\0b", 4)).has_value());
  EXPECT_TRUE(parse_dotenv(std::string(kMaxDotenvBytes, '\n')).has_value());
  EXPECT_FALSE(parse_dotenv(std::string(kMaxDotenvBytes + 1, '\n')).has_value());
}

}  // namespace
}  // namespace audmg::config
