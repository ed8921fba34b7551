// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/adif_header.hpp"

#include "doubles/adif_sound.hpp"
#include "doubles/media_fixtures.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace audmg::media {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

const std::string kSound = "\x21\x10\x03\x20\x64\x1C"s;

std::optional<AdifHeader> header_of(const std::string& content) {
  MemoryObjectReader object(bytes_of(content));
  ByteWindow bytes(object);
  return find_adif_header(bytes);
}

TEST(AdifHeader, TellsTheSoundAndWhereItBegins) {
  const std::string head = adif_header({});
  const auto header = header_of(head + kSound);
  ASSERT_TRUE(header.has_value());
  EXPECT_EQ(header->sound_offset, head.size());
  EXPECT_EQ(header->profile, 1U);
  EXPECT_EQ(header->sample_rate, 44'100U);
  EXPECT_EQ(header->channels, 2U);
  // LC, 44.1 kHz, no channel configuration. Then the program: tag 0, LC, 44.1 kHz, one element in
  // front, which is the pair with tag 0; no comment.
  EXPECT_EQ(header->decoder_config, "\x12\0\x05\x04\0\0\x20\0"s);
}

TEST(AdifHeader, SkipsWhatTheDecoderDoesNotNeed) {
  const auto plain = header_of(adif_header({}) + kSound);
  ASSERT_TRUE(plain.has_value());
  for (const AdifFields& fields :
       {AdifFields{.copyright = "123456789"}, AdifFields{.has_constant_rate = false},
        AdifFields{.comment = std::string(255, 'c')}, AdifFields{.programs = 16, .comment = "c"}}) {
    const std::string head = adif_header(fields);
    const auto header = header_of("ID3\x04\0\0\0\0\0\x05.....\0"s.substr(0, 15) + head + kSound);
    ASSERT_TRUE(header.has_value());
    EXPECT_EQ(header->sound_offset, 15 + head.size());
    EXPECT_EQ(header->decoder_config, plain->decoder_config);
  }
}

TEST(AdifHeader, CountsChannels) {
  const auto header = header_of(
      adif_header({.rate_index = 3, .singles = 1, .pairs = 2, .has_mixdowns = true}) + kSound);
  ASSERT_TRUE(header.has_value());
  EXPECT_EQ(header->channels, 5U);
  EXPECT_EQ(header->sample_rate, 48'000U);
}

TEST(AdifHeader, RefusesContradictions) {
  EXPECT_FALSE(header_of(adif_header({})).has_value());           // no sound
  EXPECT_FALSE(header_of(adif_header({}) + "\xE0").has_value());  // an end first
  EXPECT_FALSE(header_of(adif_header({.rate_index = 12}) + kSound).has_value());
  EXPECT_FALSE(header_of(adif_header({.pairs = 0}) + kSound).has_value());
  EXPECT_FALSE(header_of("FIDA" + kSound).has_value());
  const std::string whole = adif_header({.programs = 3, .comment = "abc"}) + kSound.substr(0, 1);
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_FALSE(header_of(whole.substr(0, length)).has_value()) << length;
  }
}

TEST(AdifWalk, TakesSoundAndLeavesTexts) {
  EXPECT_EQ(inspected(adif_header({}) + kSound), "AAC audio/aac");
  const std::string tag = "ID3\x04\0\0\0\0\0\x05....."s;
  EXPECT_EQ(inspected(tag + adif_header({}) + kSound), "AAC audio/aac");
  EXPECT_EQ(inspected(adif_header({})), "refused: a truncated AAC file");
  EXPECT_EQ(inspected(adif_header({.pairs = 0}) + kSound), "refused: a damaged AAC file");
  EXPECT_EQ(inspected("ADIF Export from a log\n<EOH>\n"), "refused: text");
}

}  // namespace
}  // namespace audmg::media
