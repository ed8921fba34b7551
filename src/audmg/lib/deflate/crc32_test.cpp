// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/deflate/crc32.hpp"

#include <gtest/gtest.h>

#include <string>

namespace audmg::deflate {
namespace {

TEST(Crc32, IsThatOfZipArchives) {
  // The check value in every catalogue of CRCs, and one from Python's zlib.
  EXPECT_EQ(crc32("123456789"), 0xCBF43926U);
  EXPECT_EQ(crc32("The quick brown fox jumps over the lazy dog"), 0x414FA339U);
  EXPECT_EQ(crc32(""), 0U);
}

TEST(Crc32, IsTheSameHoweverTheBytesAreCut) {
  const std::string text(100'000, 'x');
  for (const std::size_t piece : {1UL, 7UL, 4096UL, 99'999UL}) {
    Crc32 crc;
    for (std::size_t at = 0; at < text.size(); at += piece) {
      crc.update(std::as_bytes(std::span(text)).subspan(at, std::min(piece, text.size() - at)));
      crc.update({});
    }
    EXPECT_EQ(crc.value(), crc32(text)) << piece;
  }
}

}  // namespace
}  // namespace audmg::deflate
