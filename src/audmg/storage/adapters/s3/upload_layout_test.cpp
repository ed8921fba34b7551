// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/s3/upload_layout.hpp"

#include <gtest/gtest.h>

namespace audmg::storage::s3 {
namespace {

TEST(UploadLayout, ReadsBackWhatItWrote) {
  const auto layout = parse_upload_id(format_upload_id({25, 10, "VX.B_c-1~="}));
  ASSERT_TRUE(layout);
  EXPECT_EQ(layout->s3_id, "VX.B_c-1~=");
  EXPECT_EQ(layout->part_count(), 3);
  EXPECT_EQ(layout->size_of(1), 10U);
  EXPECT_EQ(layout->size_of(3), 5U);
  EXPECT_EQ(parse_upload_id("20.10.x")->size_of(2), 10U);
  EXPECT_EQ(parse_upload_id("0.0.listed")->part_count(), 0);
  EXPECT_EQ(parse_upload_id("10000.1.x")->part_count(), 10'000);
  EXPECT_EQ(parse_upload_id("18446744073709551615.9223372036854775808.x")->part_count(), 2);
}

TEST(UploadLayout, RefusesEverythingElse) {
  for (const std::string text :
       {"", "x", "1", "1.", "1.1", "1.1.", ".1.x", "-1.1.x", "1.-1.x", "01.1.x", "1. 1.x", "1.0.x",
        "0.1.x", "10001.1.x", "18446744073709551616.1.x", "1e1.1.x"}) {
    EXPECT_FALSE(parse_upload_id(text)) << text;
  }
  EXPECT_FALSE(parse_upload_id("1.1." + std::string(2000, 'x')));
}

}  // namespace
}  // namespace audmg::storage::s3
