// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/deflate/inflate.hpp"

#include "contract/error_code.hpp"

#include <gtest/gtest.h>

#include <libdeflate.h>

namespace audmg::deflate {
namespace {

std::string compressed(std::string_view text) {
  libdeflate_compressor* compressor = libdeflate_alloc_compressor(6);
  std::string stream(libdeflate_zlib_compress_bound(compressor, text.size()), '\0');
  stream.resize(
      libdeflate_zlib_compress(compressor, text.data(), text.size(), stream.data(), stream.size()));
  libdeflate_free_compressor(compressor);
  return stream;
}

TEST(Inflate, GivesBackWhatWasCompressed) {
  for (const std::string& text :
       {std::string(), std::string("word"), std::string(65'536, 'a'), std::string(900'000, 'b')}) {
    EXPECT_EQ(inflate_zlib(compressed(text), 1'000'000), text);
    EXPECT_EQ(inflate_zlib(compressed(text) + "behind", 1'000'000), text);
  }
}

TEST(Inflate, HoldsItsLimit) {
  const std::string bomb = compressed(std::string(50'000'000, '\0'));
  EXPECT_EQ(error_code(inflate_zlib(bomb, 1'000'000)), ErrorCode::too_large);
  EXPECT_EQ(inflate_zlib(compressed("12345"), 5), "12345");
  EXPECT_EQ(error_code(inflate_zlib(compressed("123456"), 5)), ErrorCode::too_large);
}

TEST(Inflate, RefusesDamage) {
  const std::string stream = compressed("a text that is long enough to be cut");
  for (const std::string& damaged : {std::string(), std::string("no stream"),
                                     stream.substr(0, stream.size() - 1), stream.substr(0, 2)}) {
    EXPECT_EQ(error_code(inflate_zlib(damaged, 1000)), ErrorCode::invalid_argument);
  }
}

}  // namespace
}  // namespace audmg::deflate
