// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/audio/charset/charset.hpp"

#include <gtest/gtest.h>

#include <string_view>

namespace audmg::media {
namespace {

using namespace std::string_view_literals;

std::string guessed(std::string_view bytes) {
  return eight_bit_to_utf8(bytes, guess_charset(bytes));
}

TEST(Charset, DecodesOneByteForACharacter) {
  EXPECT_EQ(decode_charset("\xcf\xf0\xe8\xe2\xe5\xf2", Charset::windows_1251), "Привет");
  EXPECT_EQ(decode_charset("\xf0\xd2\xc9\xd7\xc5\xd4", Charset::koi8_r), "Привет");
  EXPECT_EQ(decode_charset("\x8f\xe0\xa8\xa2\xa5\xe2", Charset::ibm866), "Привет");
  EXPECT_EQ(decode_charset("Z\xfcrich \x80", Charset::windows_1252), "Zürich €");
  EXPECT_EQ(decode_charset("\xb3\xf3"
                           "d\xbc",
                           Charset::iso_8859_2),
            "łódź");
  EXPECT_EQ(decode_charset("\xc3\xe5\xe9\xe1", Charset::windows_1253), "Γεια");
  EXPECT_EQ(decode_charset("\x81", Charset::windows_1252), std::nullopt);
}

TEST(Charset, DecodesTwoBytesForACharacter) {
  EXPECT_EQ(decode_charset("\x93\xfa\x96\x7b \xb1", Charset::shift_jis), "日本 ｱ");
  EXPECT_EQ(decode_charset("\xc6\xfc\xcb\xdc \x8e\xb1", Charset::euc_jp), "日本 ｱ");
  EXPECT_EQ(decode_charset("\xa4\xcf\xa5\xdf", Charset::euc_jp), "はミ");
  EXPECT_EQ(decode_charset("\xd6\xd0\xb9\xfa", Charset::gbk), "中国");
  EXPECT_EQ(decode_charset("\xbb\xe7\xb6\xfb", Charset::euc_kr), "사랑");
  EXPECT_EQ(decode_charset("\xa4\xa4\xb0\xea", Charset::big5), "中國");
  EXPECT_EQ(decode_charset("\xff\xff", Charset::gbk), std::nullopt);
  EXPECT_EQ(decode_charset("\x81\x20", Charset::gbk), std::nullopt);
}

TEST(Charset, ACharacterThatWasCutOffIsLeftOut) {
  EXPECT_EQ(decode_charset("\x93\xfa\x96", Charset::shift_jis), "日");
  EXPECT_EQ(decode_charset("\xd6\xd0\xb9\nA", Charset::gbk), "中\nA");
}

TEST(Charset, ShortRussianTextsAreRecognised) {
  EXPECT_EQ(guessed("\xcf\xf0\xe8\xe2\xe5\xf2"), "Привет");  // Windows-1251
  EXPECT_EQ(guessed("\xca\xe8\xed\xee - \xc3\xf0\xf3\xef\xef\xe0 \xea\xf0\xee\xe2\xe8"),
            "Кино - Группа крови");
  EXPECT_EQ(guessed("\xcf\xd0\xc8\xc2\xc5\xd2"), "ПРИВЕТ");
  EXPECT_EQ(guessed("\xf0\xd2\xc9\xd7\xc5\xd4"), "Привет");                   // KOI8-R
  EXPECT_EQ(guessed("\x8f\xe0\xa8\xa2\xa5\xe2 \xac\xa8\xe0"), "Привет мир");  // IBM 866
}

TEST(Charset, ShortEastAsianTextsAreRecognised) {
  EXPECT_EQ(guessed("\x89\xcc"), "歌");
  EXPECT_EQ(guessed("Love Song \x89\xcc"), "Love Song 歌");
  EXPECT_EQ(guessed("\x82\xb3\x82\xad\x82\xe7\nSingle"), "さくら\nSingle");
  EXPECT_EQ(guessed("\xa4\xb5\xa4\xaf\xa4\xe9"), "さくら");                       // EUC-JP
  EXPECT_EQ(guessed("\xd4\xc2\xc1\xc1\xb4\xfa\xb1\xed\xce\xd2\xb5\xc4\xd0\xc4"),  // GBK
            "月亮代表我的心");
  EXPECT_EQ(guessed("\xbb\xe7\xb6\xfb\xc7\xd8"), "사랑해");  // EUC-KR
  EXPECT_EQ(guessed("\xa4\xeb\xabG\xa5N\xaa\xed\xa7\xda\xaa\xba\xa4\xdf"), "月亮代表我的心");
}

TEST(Charset, WesternTextsStayWestern) {
  EXPECT_EQ(guessed("Caf\xe9"), "Café");
  EXPECT_EQ(guessed("Mot\xf6rhead\nGr\xf6\xdf"
                    "e"),
            "Motörhead\nGröße");
  EXPECT_EQ(guessed("D\xe9j\xe0 cr\xe9\xe9"
                    "e"),
            "Déjà créée");
  EXPECT_EQ(guessed("\x93quoted\x94 \x96 it\x92s"), "“quoted” – it’s");
  EXPECT_EQ(guessed("plain"), "plain");
  EXPECT_EQ(guessed(""), "");
}

TEST(Charset, Utf8StaysAsItIs) {
  EXPECT_EQ(eight_bit_to_utf8("Привет", Charset::windows_1251), "Привет");
  EXPECT_EQ(guessed("日本 – ü"), "日本 – ü");
}

TEST(Charset, BytesWithoutMeaningAreReadAsWestern) {
  EXPECT_EQ(eight_bit_to_utf8("\xe9\xff\x81", Charset::shift_jis), "éÿ ");
}

}  // namespace
}  // namespace audmg::media
