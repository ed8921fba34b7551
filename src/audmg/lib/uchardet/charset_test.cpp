// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/uchardet/charset.hpp"

#include <gtest/gtest.h>

namespace audmg::uchardet {
namespace {

TEST(GuessCharset, KnowsTextsOfSomeLength) {
  EXPECT_EQ(guess_charset("Съешь же ещё этих мягких французских булок, да выпей чаю"), "UTF-8");
  EXPECT_EQ(guess_charset("\x93\xfa\x96\x7b\x8c\xea\x82\xcc\x83\x65\x83\x4c\x83\x58\x83\x67"
                          "\x82\xf0\x8e\x67\x82\xc1\x82\xc4\x82\xa2\x82\xdc\x82\xb7"),
            "SHIFT_JIS");
}

TEST(GuessCharset, MayHaveNoIdea) {
  EXPECT_EQ(guess_charset(""), "");
  EXPECT_EQ(guess_charset("plain"), "ASCII");
}

}  // namespace
}  // namespace audmg::uchardet
