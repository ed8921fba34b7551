// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/raw_profile.hpp"

#include <gtest/gtest.h>

namespace audmg::media {
namespace {

TEST(RawProfile, DecodesItsLinesOfDigits) {
  EXPECT_EQ(decode_raw_profile("\nexif\n       6\n457869\n660a0d\n"), "Exif\n\r");
  EXPECT_EQ(decode_raw_profile("\niptc\n 2\nFFfe"), "\xff\xfe");
  // Programs that put such a profile together from pieces left bytes behind it.
  EXPECT_EQ(decode_raw_profile("\nexif\n1\n4578"), "E");
  EXPECT_EQ(decode_raw_profile("\nexif\n1\n45\n$\""), "E");
}

TEST(RawProfile, RefusesEverythingElse) {
  for (const std::string_view text :
       {"", "\n", "\nexif\n", "\nexif\n6\n4578", "\nexif\n2\n45xx",
        "\nexif\n99999999999999999999\n45", "\nexif\n-1\n45", "exif"}) {
    EXPECT_EQ(decode_raw_profile(text), "") << text;
  }
}

TEST(RawProfile, EachTypeGoesWhereItBelongs) {
  MetadataBlocks blocks(1000);
  add_raw_profile("exif", "\nexif\n1\n61", blocks);
  add_raw_profile("APP1", "\ngeneric profile\n1\n62", blocks);
  add_raw_profile("APP1",
                  "\ngeneric profile\n30\n687474703a2f2f6e732e61646f62652e636f6d2f7861702f312e302f"
                  "0078",
                  blocks);
  add_raw_profile("xmp", "\nxmp\n1\n63", blocks);
  add_raw_profile("iptc", "\niptc\n1\n64", blocks);
  add_raw_profile("icc", "\nicc\n1\n65", blocks);
  EXPECT_EQ(blocks.exif(), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(blocks.xmp(), (std::vector<std::string>{"x", "c"}));
  EXPECT_EQ(blocks.iptc(), (std::vector<std::string>{"d"}));
}

}  // namespace
}  // namespace audmg::media
