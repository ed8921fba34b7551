// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/export_index.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace audmg::client {
namespace {

const std::string kFirst = "0198f2c5-11aa-7d42-8e21-90ab12cd34ef";
const std::string kSecond = "0198f2c5-11aa-7d42-8e21-000000000002";

class ExportIndexTest : public testing::Test {
 protected:
  ExportIndexTest() {
    std::string made = testing::TempDir() + "export-XXXXXX";
    EXPECT_NE(::mkdtemp(made.data()), nullptr);
    folder = made;
  }
  ~ExportIndexTest() override { std::filesystem::remove_all(folder); }

  ExportIndex open() const {
    auto index = ExportIndex::open(folder);
    EXPECT_TRUE(index);
    return *std::move(index);
  }
  void append(const std::string& text) const {
    std::ofstream(folder / ".audmg-export", std::ios::app) << text;
  }

  std::filesystem::path folder;
};

std::string path_of(ExportIndex& index, const std::string& key, const std::string& name,
                    const std::string& within = "2019/07") {
  const auto path = index.assign({.key = key, .folder = within, .name = name});
  return path ? *path : path.error().message;
}

TEST_F(ExportIndexTest, GivesEachFileANameOfItsOwn) {
  ExportIndex index = open();
  EXPECT_EQ(path_of(index, kFirst, "a.jpg"), "2019/07/a.jpg");
  EXPECT_EQ(path_of(index, kSecond, "A.JPG"), "2019/07/A 000000000002.JPG");
  EXPECT_EQ(path_of(index, kFirst, "a.jpg"), "2019/07/a.jpg");
  EXPECT_EQ(path_of(index, kSecond, "A.JPG"), "2019/07/A 000000000002.JPG");
}

TEST_F(ExportIndexTest, LeavesForeignFilesAlone) {
  ExportIndex index = open();
  const auto path =
      index.assign({.key = kFirst, .folder = "2019/07", .name = "a.jpg", .is_taken = true});
  EXPECT_EQ(path, "2019/07/a 90ab12cd34ef.jpg");
}

TEST_F(ExportIndexTest, RemembersAndMoves) {
  {
    ExportIndex index = open();
    (void)path_of(index, kFirst, "a.jpg");
    (void)path_of(index, kFirst + "/video", "a.mov");
    EXPECT_EQ(path_of(index, kFirst, "b.jpg", "2020/01"), "2020/01/b.jpg");
    EXPECT_EQ(path_of(index, kSecond, "a.jpg"), "2019/07/a.jpg") << "the name is free again";
  }
  ExportIndex index = open();
  EXPECT_EQ(index.find(kFirst), "2020/01/b.jpg");
  EXPECT_EQ(index.find(kFirst + "/video"), "2019/07/a.mov");
  EXPECT_EQ(index.find(kSecond), "2019/07/a.jpg");
}

TEST_F(ExportIndexTest, PassesOverWhatItCannotRead) {
  append(kFirst + " ../../etc/passwd\n" + kFirst + " /etc/passwd\nrubbish\n\n" + kSecond +
         " 2019/07/b.jpg\n" + kFirst + " 2019/");
  {
    ExportIndex index = open();
    EXPECT_EQ(index.find(kFirst), std::nullopt);
    EXPECT_EQ(index.find(kSecond), "2019/07/b.jpg");
    EXPECT_EQ(path_of(index, kFirst, "c.jpg"), "2019/07/c.jpg");
  }
  EXPECT_EQ(open().find(kFirst), "2019/07/c.jpg") << "a line that was cut swallows none";
}

TEST_F(ExportIndexTest, OneProcessAtATimeUsesAFolder) {
  const ExportIndex index = open();
  const auto second = ExportIndex::open(folder);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::conflict);
}

}  // namespace
}  // namespace audmg::client
