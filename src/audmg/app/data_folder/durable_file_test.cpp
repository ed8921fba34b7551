// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/data_folder/durable_file.hpp"

#include "audmg/config/settings.hpp"
#include "doubles/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace audmg::app {
namespace {

namespace fs = std::filesystem;

class DurableFileTest : public testing::Test {
 protected:
  static std::string content(const fs::path& path) {
    return config::read_small_file(path.string()).value_or("");
  }
  static unsigned mode_of(const fs::path& path) {
    struct stat status{};
    return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777U : 0;
  }
  [[nodiscard]] std::ptrdiff_t files() const {
    return std::distance(fs::directory_iterator(folder_.path()), fs::directory_iterator());
  }

  const TemporaryFolder folder_;
  const fs::path file_ = folder_.path() / "drive.key";
};

TEST_F(DurableFileTest, IsCreatedOnceForItsOwner) {
  ASSERT_TRUE(create_owner_only_file(file_, "one"));
  const auto again = create_owner_only_file(file_, "two");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::already_exists);
  EXPECT_EQ(content(file_), "one");
  EXPECT_EQ(mode_of(file_), 0600U);
  EXPECT_EQ(files(), 1);
}

TEST_F(DurableFileTest, IsReplaced) {
  for (const char* const text : {"one", "two"}) {
    ASSERT_TRUE(replace_owner_only_file(file_, text));
    EXPECT_EQ(content(file_), text);
  }
  EXPECT_EQ(mode_of(file_), 0600U);
  EXPECT_EQ(files(), 1);
}

TEST_F(DurableFileTest, LeavesAFileBesideItAsItIs) {
  const fs::path other = file_.string() + ".new";
  std::ofstream(other) << "somebody's";
  fs::permissions(other, fs::perms(0644));
  ASSERT_TRUE(create_owner_only_file(file_, "one"));
  ASSERT_TRUE(replace_owner_only_file(file_, "two"));
  EXPECT_EQ(mode_of(file_), 0600U);
  EXPECT_EQ(content(other), "somebody's");
}

TEST_F(DurableFileTest, NothingIsLeftBehindWhenItCannotBeMade) {
  fs::create_directory(file_);
  EXPECT_FALSE(create_owner_only_file(file_, "one"));
  EXPECT_FALSE(replace_owner_only_file(file_, "one"));
  EXPECT_EQ(files(), 1);
}

}  // namespace
}  // namespace audmg::app
