// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/local_names.hpp"

#include <gtest/gtest.h>

#include <string>

namespace audmg::client {
namespace {

TEST(LocalName, IsSafeWhateverTheDriveSays) {
  EXPECT_EQ(local_name("photo.jpg"), "photo.jpg");
  EXPECT_EQ(local_name("Zürich 東京.jpg"), "Zürich 東京.jpg");
  EXPECT_EQ(local_name("../../etc/passwd"), "_.._.._etc_passwd");
  EXPECT_EQ(local_name(".."), "_..");
  EXPECT_EQ(local_name(".audmg-export"), "_.audmg-export");
  EXPECT_EQ(local_name(std::string("a\0b\n.jpg", 8)), "a_b_.jpg");
  EXPECT_EQ(local_name(""), "_");
}

TEST(LocalName, FitsAFileSystemAndKeepsItsEnding) {
  const std::string name = local_name(std::string(150, 'a') + std::string(200, 'b') + ".jpeg");
  EXPECT_EQ(name.size(), 200U);
  EXPECT_TRUE(name.ends_with("b.jpeg"));
  std::string umlauts;
  for (int count = 0; count < 200; ++count) umlauts += "ü";
  EXPECT_EQ(local_name(umlauts).size(), 200U);
  EXPECT_EQ(local_name("x" + umlauts).size(), 199U) << "no half character";
}

TEST(LocalName, TakesAdditionsBeforeTheEnding) {
  EXPECT_EQ(name_with("a.b.jpg", " 1"), "a.b 1.jpg");
  EXPECT_EQ(name_with("a", " 1"), "a 1");
  EXPECT_EQ(name_without_ending("IMG_1.HEIC"), "IMG_1");
}

TEST(FolderOfDate, IsYearAndMonth) {
  EXPECT_EQ(folder_of_date("2019-07-14T18:30:00+02:00"), "2019/07");
  EXPECT_EQ(folder_of_date("2019-12"), "undated");
  EXPECT_EQ(folder_of_date("2025-08-28T12:00:00.000Z"), "2025/08");
  EXPECT_EQ(folder_of_date("0987-01-02"), "0987/01");
  EXPECT_EQ(folder_of_date(""), "undated");
}

}  // namespace
}  // namespace audmg::client
