// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/coordinates.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace audmg::catalogue {
namespace {

Coordinates at(double latitude, double longitude) {
  const auto point = Coordinates::of_degrees(latitude, longitude);
  EXPECT_TRUE(point) << latitude << ' ' << longitude;
  return point.value_or(Coordinates{});
}

TEST(Coordinates, KeepCentimetres) {
  const Coordinates munich = at(48.1374300, 11.5754949);
  EXPECT_EQ(to_degrees(munich.latitude), 48.13743);
  EXPECT_EQ(to_degrees(munich.longitude), 11.5754949);
  EXPECT_EQ(to_degrees(at(-90, -180).longitude), -180);
}

TEST(Coordinates, AreOnTheEarth) {
  EXPECT_FALSE(Coordinates::of_degrees(90.0000001, 0));
  EXPECT_FALSE(Coordinates::of_degrees(0, -180.0000001));
  EXPECT_FALSE(Coordinates::of_degrees(std::numeric_limits<double>::quiet_NaN(), 0));
  EXPECT_FALSE(Coordinates::of_degrees(0, std::numeric_limits<double>::infinity()));
}

TEST(Bounds, HaveTheirEdges) {
  const Bounds bounds = parse_bounds("11.5,48,11.7,48.2").value();
  EXPECT_TRUE(bounds.contains(at(48.1, 11.6)));
  EXPECT_TRUE(bounds.contains(at(48, 11.5)));
  EXPECT_TRUE(bounds.contains(at(48.2, 11.7)));
  EXPECT_FALSE(bounds.contains(at(48.2000001, 11.6)));
  EXPECT_FALSE(bounds.contains(at(48.1, 11.7000001)));
  EXPECT_FALSE(bounds.contains(at(-48.1, 11.6)));
  EXPECT_TRUE(parse_bounds("11.6,48.1,11.6,48.1")->contains(at(48.1, 11.6))) << "a point";
}

TEST(Bounds, MayCrossTheDateLine) {
  const Bounds fiji = parse_bounds("177,-19,-178,-16").value();
  EXPECT_TRUE(fiji.contains(at(-18, 178)));
  EXPECT_TRUE(fiji.contains(at(-18, -179)));
  EXPECT_TRUE(fiji.contains(at(-18, 180)));
  EXPECT_TRUE(fiji.contains(at(-18, -180)));
  EXPECT_FALSE(fiji.contains(at(-18, 0)));
  EXPECT_FALSE(fiji.contains(at(-18, -177)));
  EXPECT_TRUE(parse_bounds("170,-20,180,0")->contains(at(-18, -180))) << "the same meridian";
  EXPECT_TRUE(parse_bounds("-180,-90,180,90")->contains(at(0, 0)));
}

TEST(Bounds, AreFourNumbersOfDegrees) {
  for (const char* const text :
       {"", "1", "1,2,3", "1,2,3,4,5", "1,2,3,4,", ",1,2,3", "a,b,c,d", "1, 2,3,4", "1,2,3,4 ",
        "+1,2,3,4", "1e1,2,3,4", "nan,2,3,4", "inf,2,3,4", "181,2,3,4", "1,-91,3,4", "1,5,3,4"}) {
    EXPECT_FALSE(parse_bounds(text)) << text;
  }
  EXPECT_TRUE(parse_bounds("-0.5,-0,.5,0.25"));
}

}  // namespace
}  // namespace audmg::catalogue
