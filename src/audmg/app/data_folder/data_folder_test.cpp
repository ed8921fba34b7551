// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/data_folder/data_folder.hpp"

#include "doubles/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>

namespace audmg::app {
namespace {

using testing::HasSubstr;

mode_t mode_of(const std::filesystem::path& path) {
  struct stat status{};
  ::stat(path.c_str(), &status);
  return status.st_mode & 07777U;
}

TEST(DataFolder, IsMadeForItsOwnerOnly) {
  const TemporaryFolder temporary;
  const auto folder = DataFolder::open(temporary.path() / "a" / "data", "audmg serve");
  ASSERT_TRUE(folder) << folder.error().message;
  EXPECT_EQ(mode_of(folder->layout().root), 0700U);
  EXPECT_EQ(mode_of(folder->layout().lock()), 0600U);
}

TEST(DataFolder, TakesAPathWithASlashAtTheEnd) {
  const TemporaryFolder temporary;
  const auto folder = DataFolder::open(temporary.path().string() + "/data/", "audmg serve");
  ASSERT_TRUE(folder) << folder.error().message;
  EXPECT_EQ(folder->layout().root, temporary.path() / "data");
}

TEST(DataFolder, NamesTheProcessThatHasIt) {
  const TemporaryFolder temporary;
  const auto first = DataFolder::open(temporary.path(), "audmg serve --listen\n0.0.0.0:80");
  ASSERT_TRUE(first);
  const auto second = DataFolder::open(temporary.path(), "audmg user add");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::conflict);
  EXPECT_THAT(second.error().message, HasSubstr("process " + std::to_string(::getpid())));
  EXPECT_THAT(second.error().message, HasSubstr("(audmg serve --listen 0.0.0.0:80)"));
  EXPECT_THAT(second.error().message, HasSubstr(temporary.path().string()));
}

TEST(DataFolder, IsFreeAgainAfterItsOwner) {
  const TemporaryFolder temporary;
  const DataLayout layout{temporary.path()};
  EXPECT_FALSE(find_lock_owner(layout));
  {
    const auto first = DataFolder::open(temporary.path(), "audmg serve");
    ASSERT_TRUE(first);
    const auto owner = find_lock_owner(layout);
    ASSERT_TRUE(owner);
    EXPECT_EQ(owner->pid, ::getpid());
    EXPECT_EQ(owner->command, "audmg serve");
  }
  EXPECT_FALSE(find_lock_owner(layout));
  EXPECT_TRUE(DataFolder::open(temporary.path(), "audmg serve"));
}

TEST(DataFolder, IsFreeAgainAfterItsOwnerWasKilled) {
  const TemporaryFolder temporary;
  std::array<int, 2> ready{};
  ASSERT_EQ(::pipe(ready.data()), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const auto folder = DataFolder::open(temporary.path(), "audmg serve");
    (void)!::write(ready[1], folder ? "y" : "n", 1);
    for (;;) ::pause();
  }
  char answer = 'n';
  ASSERT_EQ(::read(ready[0], &answer, 1), 1);
  ASSERT_EQ(answer, 'y');
  EXPECT_EQ(find_lock_owner({temporary.path()})->pid, child);
  EXPECT_FALSE(DataFolder::open(temporary.path(), "audmg serve"));
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  EXPECT_TRUE(DataFolder::open(temporary.path(), "audmg serve"));
  ::close(ready[0]);
  ::close(ready[1]);
}

TEST(DataFolder, RefusesAFile) {
  const TemporaryFolder temporary;
  std::ofstream(temporary.path() / "data") << "x";
  const auto folder = DataFolder::open(temporary.path() / "data", "audmg serve");
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.error().code, ErrorCode::invalid_argument);
  EXPECT_THAT(folder.error().message, HasSubstr("is not a folder"));
}

TEST(DataFolder, DoesNotFollowALinkInPlaceOfTheLock) {
  const TemporaryFolder temporary;
  std::ofstream(temporary.path() / "precious") << "keep me";
  std::filesystem::create_symlink(temporary.path() / "precious", temporary.path() / "lock");
  EXPECT_FALSE(DataFolder::open(temporary.path(), "audmg serve"));
  EXPECT_EQ(std::filesystem::file_size(temporary.path() / "precious"), 7U);
}

}  // namespace
}  // namespace audmg::app
