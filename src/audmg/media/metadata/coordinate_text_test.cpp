// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/coordinate_text.hpp"

#include <gtest/gtest.h>

namespace audmg::media {
namespace {

TEST(CoordinateText, ReadsTheFormsOfRealWriters) {
  for (const std::string_view text :
       {"48,30.6N", "48,30,36N", "48,30.6n", "48.51", "48.51 N", "N48.51", "48 deg 30' 36.00\" N",
        "48°30'36\"N", "48/1,30/1,36/1", "48/1,306/10,0/0", "N 48 30 36"}) {
    const auto degrees = parse_coordinate(text, Axis::latitude);
    ASSERT_TRUE(degrees) << text;
    EXPECT_NEAR(*degrees, 48.51, 1e-9) << text;
  }
  for (const std::string_view text : {"2,15.0W", "-2.25", "2 deg 15' W", "-2,15,0W", "W2.25"}) {
    const auto degrees = parse_coordinate(text, Axis::longitude);
    ASSERT_TRUE(degrees) << text;
    EXPECT_NEAR(*degrees, -2.25, 1e-9) << text;
  }
}

TEST(CoordinateText, RefusesWhatIsNone) {
  for (const std::string_view text : {"", "N", "north", "48,30.6E", "1/0", ",,,"}) {
    EXPECT_EQ(parse_coordinate(text, Axis::latitude), std::nullopt) << text;
  }
  EXPECT_EQ(parse_coordinate("48,30.6N", Axis::longitude), std::nullopt);
}

}  // namespace
}  // namespace audmg::media
