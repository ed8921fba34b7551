// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/vips/bare_webp.hpp"

#include <gtest/gtest.h>

namespace audmg::vips {
namespace {

using namespace std::string_literals;

std::string chunk(const std::string& name, const std::string& body) {
  const auto size = static_cast<char>(body.size());
  return name + size + "\0\0\0"s + body + std::string(body.size() % 2, '\0');
}

std::string file(const std::string& chunks) {
  return "RIFF"s + static_cast<char>(4 + chunks.size()) + "\0\0\0WEBP"s + chunks;
}

std::string extended(char flags) { return chunk("VP8X", flags + std::string(9, '\x07')); }

TEST(BareWebp, KeepsThePictureOnly) {
  const std::string picture = chunk("VP8 ", "odd");
  const std::string all = extended('\x2c') + chunk("ICCP", "p3") + picture + chunk("EXIF", "GPS") +
                          chunk("XMP ", "x") + chunk("ABCD", "y");
  EXPECT_EQ(bare_webp(file(all)), file(picture));
  EXPECT_EQ(bare_webp(file(picture)), file(picture));
  EXPECT_EQ(bare_webp(file(chunk("VP8L", "ab"))), file(chunk("VP8L", "ab")));
}

TEST(BareWebp, KeepsAlphaAndSaysSo) {
  const std::string alpha = chunk("ALPH", "a") + chunk("VP8 ", "bc");
  EXPECT_EQ(bare_webp(file(extended('\x3c') + chunk("ICCP", "p3") + alpha)),
            file(extended('\x10') + alpha));
}

TEST(BareWebp, RefusesWhatIsNoWebp) {
  const std::string good = file(chunk("VP8 ", "abcd"));
  for (const std::string& text :
       {""s, "RIFF"s, good.substr(0, 11), good.substr(0, 14), good.substr(0, good.size() - 1),
        "RIFX"s + good.substr(4), file(chunk("VP8X", "short"))}) {
    EXPECT_FALSE(bare_webp(text).has_value()) << text.size();
  }
}

}  // namespace
}  // namespace audmg::vips
