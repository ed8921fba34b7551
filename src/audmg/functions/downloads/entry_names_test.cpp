// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/downloads/entry_names.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace audmg::functions {
namespace {

TEST(EntryNames, AreKeptWhereTheyCanBe) {
  EntryNames names;
  EXPECT_EQ(names.add("Zürich 東京.jpg"), "Zürich 東京.jpg");
  EXPECT_EQ(names.add("no extension"), "no extension");
  EXPECT_EQ(names.add(".hidden"), ".hidden");
}

TEST(EntryNames, AreNumberedWhenTheyAreTaken) {
  EntryNames names;
  EXPECT_EQ(names.add("a.jpg"), "a.jpg");
  EXPECT_EQ(names.add("A.JPG"), "A (2).JPG");
  EXPECT_EQ(names.add("a.jpg"), "a (3).jpg");
  EXPECT_EQ(names.add("a (3).jpg"), "a (3) (2).jpg");
  EXPECT_EQ(names.add("a.png"), "a.png");
}

TEST(EntryNames, AreComparedAsFileSystemsDo) {
  EntryNames names;
  EXPECT_EQ(names.add("É.jpg"), "É.jpg");
  EXPECT_EQ(names.add("é.jpg"), "é (2).jpg");
  EXPECT_EQ(names.add("e\u0301.jpg"), "e\u0301 (3).jpg");
}

TEST(EntryNames, OfCompanionsGoWithTheirPictures) {
  EntryNames names;
  EXPECT_EQ(names.add("IMG_1.jpg"), "IMG_1.jpg");
  EXPECT_EQ(names.add_beside("IMG_1.jpg", "IMG_1.mov"), "IMG_1.mov");
  const std::string second = names.add("IMG_1.jpg");
  EXPECT_EQ(second, "IMG_1 (2).jpg");
  EXPECT_EQ(names.add_beside(second, "IMG_1.mov"), "IMG_1 (2).mov");
}

TEST(EntryNames, CanBeUnpackedEverywhere) {
  EntryNames names;
  EXPECT_EQ(names.add("a:b?.jpg"), "a_b_.jpg");
  EXPECT_EQ(names.add("../../etc/passwd"), ".._.._etc_passwd");
  EXPECT_EQ(names.add("CON.txt"), "_CON.txt");
  EXPECT_EQ(names.add("lpt1"), "_lpt1");
  EXPECT_EQ(names.add("con.tar.gz"), "_con.tar.gz");
  EXPECT_EQ(names.add("dots..."), "dots");
  EXPECT_EQ(names.add("..."), "_");
  EXPECT_EQ(names.add("a\tb.jpg"), "a_b.jpg");
}

TEST(EntryNames, AreNotTooLong) {
  EntryNames names;
  std::set<std::string> seen;
  const std::string letters(1000, 'a');
  std::string umlauts;
  for (int i = 0; i < 500; ++i) umlauts += "ü";
  for (const std::string& name : {letters + ".jpg", umlauts + ".jpg", letters + ".jpg", umlauts}) {
    const std::string added = names.add(name);
    EXPECT_LE(added.size(), 240U);
    EXPECT_TRUE(seen.insert(added).second);
  }
}

TEST(EntryNames, AreFoundQuicklyAmongManyOfOneName) {
  EntryNames names;
  std::set<std::string> seen;
  for (int i = 0; i < 50'000; ++i) EXPECT_TRUE(seen.insert(names.add("image.jpg")).second);
}

}  // namespace
}  // namespace audmg::functions
