// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/utf8proc/folded_words.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace audmg::utf8proc {
namespace {

std::string folded(std::string_view text) { return fold_words(text, 1000); }

TEST(FoldedWords, HaveNeitherCaseNorAccents) {
  EXPECT_EQ(folded("Zürich"), "zurich");
  EXPECT_EQ(folded("Zu\xcc\x88rich"), "zurich") << "u and a mark";
  EXPECT_EQ(folded("BJÖRK"), "bjork");
  EXPECT_EQ(folded("Straße"), "strasse");
  EXPECT_EQ(folded("STRASSE"), "strasse");
  EXPECT_EQ(folded("São Paulo"), "sao paulo");
  EXPECT_EQ(folded("Tromsø Łódź Đà Nẵng Æsir Þór"), "tromso lodz da nang aesir thor");
  EXPECT_EQ(folded("TROMSØ ŁÓDŹ ÆSIR İstanbul"), "tromso lodz aesir istanbul");
  EXPECT_EQ(folded("Москва"), folded("МОСКВА"));
  EXPECT_EQ(folded("Ελλάς"), folded("ΕΛΛΆΣ"));
  EXPECT_EQ(folded("ﬁne"), "fine") << "a ligature";
  EXPECT_EQ(folded("ＴＯＫＹＯ"), "tokyo") << "wide letters";
}

TEST(FoldedWords, KeepOtherScripts) {
  EXPECT_EQ(folded("東京"), "東京");
  EXPECT_EQ(folded("ﾄｳｷｮｳ"), folded("トウキョウ"));
  EXPECT_EQ(folded("서울").substr(0, folded("서").size()), folded("서"));
  EXPECT_EQ(folded("🎵 song"), "🎵 song");
}

TEST(FoldedWords, StandApart) {
  EXPECT_EQ(folded("IMG_2034.JPG"), "img 2034 jpg");
  EXPECT_EQ(folded("  AC/DC -- live!  "), "ac dc live");
  EXPECT_EQ(folded("Rock'n'Roll O’Brien"), "rocknroll obrien");
  EXPECT_EQ(folded("a\xff"
                   "b"),
            "a b");
  EXPECT_EQ(folded("東京、大阪"), "東京 大阪");
  EXPECT_EQ(folded("a\xef\xbf\xbd"
                   "b"),
            "a b")
      << "what replaces such bytes";
  EXPECT_EQ(folded("!?"), "");
  EXPECT_EQ(folded(std::string_view("a\0b", 3)), "a b");
}

TEST(FoldedWords, AreCutBetweenCodePoints) {
  EXPECT_EQ(fold_words("abc def", 5), "abc d");
  EXPECT_EQ(fold_words("abc def", 4), "abc");
  EXPECT_EQ(fold_words("東京", 5), "東");
}

TEST(FoldedWords, StayWhenFoldedAgain) {
  for (const std::string_view text :
       {"Zürich", "ﷺ", "Ǆ", "½", "℡", "ẞ", "ſt", "ŉ", "ΐ", "㌀", "İ", "हिन्दी", "ไทย", "각"}) {
    EXPECT_EQ(folded(folded(text)), folded(text)) << text;
  }
}

}  // namespace
}  // namespace audmg::utf8proc
