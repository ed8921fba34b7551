// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/filesystem/open_beneath.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace audmg::storage::filesystem {
namespace {

using OpenCall = int (*)(int folder, const char* path, int flags, unsigned mode);

/// The kernel's call and the steps that stand in for it have to agree.
class OpenBeneathTest : public testing::TestWithParam<OpenCall> {
 protected:
  OpenBeneathTest() {
    std::string name = (std::filesystem::temp_directory_path() / "audmg-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    root_ = name;
    std::filesystem::create_directories(root_ / "a" / "b");
    std::ofstream(root_ / "a" / "b" / "file") << "x";
    std::filesystem::create_symlink("a", root_ / "to_folder");
    std::filesystem::create_symlink("b/file", root_ / "a" / "to_file");
    folder_ = ::open(root_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  }
  ~OpenBeneathTest() override {
    ::close(folder_);
    std::filesystem::remove_all(root_);
  }

  /// Returns 0 when it could be opened, otherwise the errno.
  [[nodiscard]] int try_open(const std::string& path, int flags = O_RDONLY) const {
    const int file = GetParam()(folder_, path.c_str(), flags, 0600);
    if (file < 0) return -file;
    EXPECT_NE(::fcntl(file, F_GETFD) & FD_CLOEXEC, 0);
    ::close(file);
    return 0;
  }

  std::filesystem::path root_;
  int folder_ = -1;
};

TEST_P(OpenBeneathTest, OpensWhatIsBelow) {
  EXPECT_EQ(try_open("a/b/file"), 0);
  EXPECT_EQ(try_open("a/b", O_RDONLY | O_DIRECTORY), 0);
  EXPECT_EQ(try_open(".", O_RDONLY | O_DIRECTORY), 0);
  EXPECT_EQ(try_open("a/b/none"), ENOENT);
  EXPECT_EQ(try_open("none/file"), ENOENT);
  EXPECT_EQ(try_open("a/b/file/more"), ENOTDIR);
  EXPECT_EQ(try_open("a/b/file", O_RDONLY | O_DIRECTORY), ENOTDIR);
  EXPECT_EQ(try_open(""), ENOENT);
}

TEST_P(OpenBeneathTest, MakesFilesOfTheGivenMode) {
  EXPECT_EQ(try_open("a/new", O_WRONLY | O_CREAT | O_EXCL), 0);
  struct stat status{};
  ASSERT_EQ(::stat((root_ / "a" / "new").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0600U);
  EXPECT_EQ(try_open("a/new", O_WRONLY | O_CREAT | O_EXCL), EEXIST);
}

TEST_P(OpenBeneathTest, CrossesNoLink) {
  EXPECT_EQ(try_open("to_folder/b/file"), ELOOP);
  EXPECT_EQ(try_open("to_folder", O_RDONLY | O_DIRECTORY), ELOOP);
  EXPECT_EQ(try_open("a/to_file"), ELOOP);
}

TEST_P(OpenBeneathTest, NeverLeavesTheFolder) {
  EXPECT_EQ(try_open((root_ / "a").string()), EXDEV);
  EXPECT_EQ(try_open("..", O_RDONLY | O_DIRECTORY), EXDEV);
  EXPECT_NE(try_open("a/../../etc/passwd"), 0);
}

TEST_P(OpenBeneathTest, LeavesNoDescriptorBehind) {
  const int before = ::dup(folder_);
  ::close(before);
  (void)try_open("a/b/file");
  (void)try_open("to_folder/b/file");
  (void)try_open("a/b/none");
  const int after = ::dup(folder_);
  ::close(after);
  EXPECT_EQ(after, before);
}

INSTANTIATE_TEST_SUITE_P(Both, OpenBeneathTest, testing::Values(open_beneath, open_by_steps));

}  // namespace
}  // namespace audmg::storage::filesystem
