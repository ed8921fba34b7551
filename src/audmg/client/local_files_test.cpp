// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/local_files.hpp"

#include "audmg/client/put_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace audmg::client {
namespace {

namespace fs = std::filesystem;

class LocalFilesTest : public testing::Test {
 protected:
  LocalFilesTest() {
    std::string made = testing::TempDir() + "local-XXXXXX";
    EXPECT_NE(::mkdtemp(made.data()), nullptr);
    folder = made;
  }
  ~LocalFilesTest() override { fs::remove_all(folder); }

  void write(const std::string& name, const std::string& content) const {
    fs::create_directories((folder / name).parent_path());
    std::ofstream(folder / name) << content;
  }

  fs::path folder;
};

TEST_F(LocalFilesTest, FindsFilesInFolders) {
  write("b/c.jpg", "12");
  write("a.jpg", "1");
  write(".hidden", "1");
  write(".git/x", "1");
  write("empty.jpg", "");
  write("caf\xe9.jpg", "1");  // Latin-1
  fs::create_symlink(folder, folder / "loop");
  const LocalFiles found = find_local_files(std::vector<std::string>{
      folder.string(), (folder / "a.jpg").string(), (folder / "gone").string()});
  ASSERT_EQ(found.files.size(), 3U);
  EXPECT_EQ(found.files[0].path, folder / "a.jpg");
  EXPECT_EQ(found.files[1].path, folder / "b/c.jpg");
  EXPECT_EQ(found.files[1].size, 2U);
  EXPECT_EQ(found.hidden, 2U);
  EXPECT_EQ(found.links, 1U);
  ASSERT_EQ(found.left_out.size(), 2U);
}

TEST_F(LocalFilesTest, FollowsALinkThatIsNamed) {
  write("a.jpg", "1");
  fs::create_symlink(folder / "a.jpg", folder / "link.jpg");
  write(".hidden.jpg", "1");
  const LocalFiles found = find_local_files(
      std::vector<std::string>{(folder / "link.jpg").string(), (folder / ".hidden.jpg").string()});
  EXPECT_EQ(found.files.size(), 2U);
}

TEST_F(LocalFilesTest, SaysWhatADriveWouldRefuse) {
  write("a.txt", "some words");
  write("b.mov", "some words");
  const auto text = reason_to_refuse(folder / "a.txt");
  ASSERT_TRUE(text);
  EXPECT_THAT(*text, testing::StartsWith("looks like "));
  EXPECT_THAT(*reason_to_refuse(folder / "b.mov"), testing::HasSubstr("no picture of its name"));
  EXPECT_FALSE(reason_to_refuse_companion(folder / "b.mov")->empty());
  EXPECT_FALSE(reason_to_refuse(folder / "none"));
}

}  // namespace
}  // namespace audmg::client
