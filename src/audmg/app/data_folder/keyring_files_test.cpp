// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/data_folder/keyring_files.hpp"

#include "audmg/config/settings.hpp"
#include "doubles/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace audmg::app {
namespace {

using sealing::Keyring;
using sealing::OwnerKey;

OwnerKey new_owner() { return *OwnerKey::read_key_file(sealing::make_key_file()); }

class KeyringFilesTest : public testing::Test {
 protected:
  [[nodiscard]] std::string content(const std::filesystem::path& path) const {
    return config::read_small_file(path.string()).value_or("");
  }
  static void put(const std::filesystem::path& path, std::string_view text) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
  }

  TemporaryFolder temporary_;
  DataLayout layout_{temporary_.path() / "data"};
  const std::filesystem::path secrets_ = keyring_beside_secrets(layout_);
  const std::filesystem::path objects_ = keyring_beside_objects(layout_);
  const OwnerKey owner_ = new_owner();
  const Keyring keyring_ = Keyring::make();

  void SetUp() override { std::filesystem::create_directory(layout_.root); }
};

TEST_F(KeyringFilesTest, AreTwoForTheirOwnerOnly) {
  EXPECT_EQ(open_keyring(layout_, owner_).error().code, ErrorCode::not_found);
  EXPECT_FALSE(find_keyring(layout_)->has_value());
  ASSERT_TRUE(write_keyring(layout_, keyring_, owner_));
  EXPECT_EQ(content(secrets_), content(objects_));
  struct stat status{};
  ASSERT_EQ(::stat(secrets_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0600U);
  EXPECT_EQ(open_keyring(layout_, owner_)->keys(), keyring_.keys());
  EXPECT_EQ((*find_keyring(layout_))->id, keyring_.id());
}

TEST_F(KeyringFilesTest, StayAsTheyAreForAWrongKey) {
  ASSERT_TRUE(write_keyring(layout_, keyring_, owner_));
  const std::string before = content(secrets_);
  EXPECT_EQ(open_keyring(layout_, new_owner()).error().code, ErrorCode::conflict);
  EXPECT_EQ(content(secrets_), before);
  EXPECT_EQ(content(objects_), before);
}

TEST_F(KeyringFilesTest, StandInForEachOther) {
  for (const auto& lost : {secrets_, objects_}) {
    ASSERT_TRUE(write_keyring(layout_, keyring_, owner_));
    const std::string whole = content(secrets_);
    for (const std::string& damage : {std::string(), whole.substr(1), std::string("x")}) {
      put(lost, damage);
      EXPECT_EQ(open_keyring(layout_, owner_)->keys(), keyring_.keys());
      ASSERT_TRUE(mend_keyring(layout_));
      EXPECT_EQ(content(lost), whole);
    }
    std::filesystem::remove(lost);
    EXPECT_TRUE(open_keyring(layout_, owner_));
    ASSERT_TRUE(mend_keyring(layout_));
    EXPECT_EQ(content(lost), whole);
  }
  put(secrets_, "x");
  put(objects_, "y");
  EXPECT_EQ(open_keyring(layout_, owner_).error().code, ErrorCode::corrupt);
  EXPECT_EQ(mend_keyring(layout_).error().code, ErrorCode::corrupt);
  EXPECT_EQ(content(secrets_), "x");
  // A damaged one that nothing stands in for is no drive without a keyring.
  std::filesystem::remove(objects_);
  EXPECT_EQ(find_keyring(layout_).error().code, ErrorCode::corrupt);
}

TEST_F(KeyringFilesTest, AreNeverReplacedByTheEarlierOne) {
  ASSERT_TRUE(write_keyring(layout_, keyring_, owner_));
  const std::string former = content(secrets_);
  const OwnerKey next = new_owner();
  ASSERT_TRUE(write_keyring(layout_, *keyring_.with_new_key(), next));
  const std::string later = content(secrets_);
  for (const auto& behind : {secrets_, objects_}) {
    put(behind, former);
    // The former key would open the copy that is behind; the drive has another one by now.
    EXPECT_EQ(open_keyring(layout_, owner_).error().code, ErrorCode::conflict);
    EXPECT_EQ(open_keyring(layout_, next)->newest(), 2U);
    ASSERT_TRUE(mend_keyring(layout_));
    EXPECT_EQ(content(behind), later);
  }
}

TEST_F(KeyringFilesTest, OfDifferentDrivesAreRefused) {
  ASSERT_TRUE(write_keyring(layout_, keyring_, owner_));
  const DataLayout other{temporary_.path() / "other"};
  std::filesystem::create_directory(other.root);
  ASSERT_TRUE(write_keyring(other, Keyring::make(), owner_));
  put(objects_, content(keyring_beside_secrets(other)));
  EXPECT_EQ(open_keyring(layout_, owner_).error().code, ErrorCode::conflict);
}

TEST_F(KeyringFilesTest, OfOneDriveThatDifferAreRefusedWhenNeitherIsTheLaterOne) {
  ASSERT_TRUE(write_keyring(layout_, keyring_, owner_));
  EXPECT_TRUE(has_two_copies(layout_));
  const DataLayout other{temporary_.path() / "other"};
  std::filesystem::create_directory(other.root);
  ASSERT_TRUE(write_keyring(other, keyring_, new_owner()));
  put(objects_, content(keyring_beside_secrets(other)));
  EXPECT_FALSE(has_two_copies(layout_));
  EXPECT_EQ(find_keyring(layout_).error().code, ErrorCode::conflict);
  EXPECT_EQ(open_keyring(layout_, owner_).error().code, ErrorCode::conflict);
  std::filesystem::remove(objects_);
  EXPECT_FALSE(has_two_copies(layout_));
  EXPECT_TRUE(open_keyring(layout_, owner_));
}

/// Rotates for ever and says which rotations were acknowledged, by a byte each.
[[noreturn]] void rotate_for_ever(const DataLayout& layout, const std::vector<std::string>& files,
                                  std::size_t next, int pipe) {
  for (;; ++next) {
    const auto former = OwnerKey::read_key_file(files.at((next - 1) % files.size()));
    const auto owner = OwnerKey::read_key_file(files.at(next % files.size()));
    if (!former || !owner) ::_exit(2);
    const auto keyring = open_keyring(layout, *former);
    if (!keyring || !mend_keyring(layout)) ::_exit(3);
    // Not with a new key each time: a thousand is the most.
    const Keyring rotated(keyring->id(), keyring->generation() + 1, keyring->keys());
    if (!write_keyring(layout, rotated, *owner)) ::_exit(4);
    if (::write(pipe, "r", 1) != 1) ::_exit(5);
  }
}

TEST_F(KeyringFilesTest, SurviveKillsDuringRotations) {
  const char* const wanted = std::getenv("AUDMG_KEY_KILLS");
  const int rounds = wanted == nullptr ? 20 : std::atoi(wanted);
  std::vector<std::string> files(3);
  for (std::string& file : files) file = sealing::make_key_file();
  ASSERT_TRUE(write_keyring(layout_, keyring_, *OwnerKey::read_key_file(files[0])));
  std::mt19937 random(20260101);
  std::size_t current = 0;  // the key file of the rotation that was acknowledged last
  std::size_t acknowledged = 0;
  for (int round = 0; round < rounds; ++round) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) rotate_for_ever(layout_, files, current + 1, ends[1]);
    ::close(ends[1]);
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 20'000));
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child stopped by itself: " << WEXITSTATUS(status);
    char said = 0;
    while (::read(ends[0], &said, 1) == 1) {
      ++current;
      ++acknowledged;
    }
    ::close(ends[0]);
    // The key that was acknowledged last opens it, or the one that came after it: nothing else.
    const auto is_current = [&](std::size_t rotation) {
      const auto opened = open_keyring(layout_, *OwnerKey::read_key_file(files[rotation % 3]));
      return opened && opened->keys() == keyring_.keys();
    };
    if (!is_current(current)) ++current;
    ASSERT_TRUE(is_current(current)) << "round " << round;
    ASSERT_TRUE(mend_keyring(layout_));
    EXPECT_EQ(content(secrets_), content(objects_));
  }
  EXPECT_GT(acknowledged, static_cast<std::size_t>(rounds) / 10) << "too little happened";
}

}  // namespace
}  // namespace audmg::app
