// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/companion.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace audmg::database {
namespace {

Companion video(std::string name = "IMG 1234.MOV") {
  return {.kind = CompanionKind::video,
          .name = std::move(name),
          .content_type = "video/quicktime",
          .size = 3'000'000,
          .sha256 = std::string(64, 'a'),
          .crc32 = 4'294'967'295U,
          .object_key = "orig/a/b"};
}

Companion xmp() {
  return {.kind = CompanionKind::xmp,
          .name = "IMG_1234.xmp",
          .content_type = "application/rdf+xml",
          .size = 12,
          .sha256 = std::string(64, 'b'),
          .crc32 = std::nullopt,
          .object_key = "orig/a/c"};
}

TEST(Companions, AreReadAsTheyWereWritten) {
  for (const std::vector<Companion>& companions :
       {std::vector<Companion>{}, {video()}, {video(), xmp()}, {xmp(), video("  a  b ")}}) {
    EXPECT_EQ(read_companions(write_companions(companions)), companions);
  }
  EXPECT_EQ(read_companions(write_companions(std::vector{video("two\nlines")}))->at(0).name,
            "two lines");
}

TEST(Companions, AreNothingElse) {
  const std::string good = write_companions(std::vector{xmp()});
  for (std::size_t length = 1; length + std::string_view("IMG_1234.xmp\n").size() < good.size();
       ++length) {
    EXPECT_FALSE(read_companions(good.substr(0, length))) << length;
  }
  for (const std::string& bad :
       {std::string("\n"), std::string(" "), "audio" + good.substr(3), "xmp -1" + good.substr(6)}) {
    EXPECT_FALSE(read_companions(bad)) << bad;
  }
}

TEST(Companions, AreOneOfEachKind) {
  std::vector<Companion> companions;
  EXPECT_FALSE(put_companion(companions, video()));
  EXPECT_FALSE(put_companion(companions, xmp()));
  EXPECT_EQ(put_companion(companions, video("b.mp4")), video());
  EXPECT_EQ(companions, (std::vector{video("b.mp4"), xmp()}));
  EXPECT_EQ(find_companion(companions, CompanionKind::xmp)->name, "IMG_1234.xmp");
  EXPECT_EQ(find_companion({}, CompanionKind::xmp), nullptr);
}

}  // namespace
}  // namespace audmg::database
