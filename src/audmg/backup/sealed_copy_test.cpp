// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/backup/sealed_copy.hpp"

#include "audmg/backup/object_folder.hpp"
#include "audmg/core/descriptor.hpp"
#include "audmg/lib/openssl/sha256.hpp"
#include "testbeds/filesystem_testbed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

namespace audmg::backup {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr const char* kKey = "orig/ada/1";

class SealedCopyTest : public testing::Test {
 protected:
  void SetUp() override {
    fs::create_directory(folder_.path() / "one");
    fs::create_directory(folder_.path() / "two");
    ASSERT_OK(storage::put(bed_.objects(), kKey, body_));
  }
  [[nodiscard]] NamedObject named() const {
    return {.key = kKey, .size = body_.size(), .sha256 = openssl::sha256_hex(body_)};
  }
  static std::string bytes_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  [[nodiscard]] std::string stored() const {
    return bytes_of(fs::path(bed_.root()) / "objects" / kKey);
  }

  const std::shared_ptr<const sealing::Keyring> keyring_ =
      std::make_shared<const sealing::Keyring>(sealing::Keyring::make());
  storage::filesystem::FilesystemTestbed bed_{keyring_};
  const TemporaryFolder folder_;
  const std::string body_ = storage::noise(150'000, 7);
};

TEST_F(SealedCopyTest, ASnapshotHasTheSealedBytesHoweverTheyGotThere) {
  for (const CopyMode mode : {CopyMode::link, CopyMode::copy}) {
    const fs::path target = folder_.path() / (mode == CopyMode::link ? "one" : "two");
    const auto folder = ObjectFolder::open(target, bed_.objects(), {.mode = mode});
    ASSERT_OK(folder);
    const auto kept = (*folder)->store(named());
    ASSERT_OK(kept);
    EXPECT_EQ(kept->size, body_.size());
    EXPECT_TRUE(bytes_of(target / kKey) == stored());
  }
}

TEST_F(SealedCopyTest, ACopyOfASnapshotBeforeIsReused) {
  {
    const auto first =
        ObjectFolder::open(folder_.path() / "one", bed_.objects(), {.mode = CopyMode::copy});
    ASSERT_OK(first);
    ASSERT_OK((*first)->store(named()));
  }
  for (const bool size_is_known : {true, false}) {
    const fs::path target = folder_.path() / (size_is_known ? "two" : "three");
    fs::create_directory(target);
    const auto next = ObjectFolder::open(
        target, bed_.objects(), {.mode = CopyMode::copy, .former = folder_.path() / "one"});
    ASSERT_OK(next);
    NamedObject object = named();
    if (!size_is_known) object = {.key = kKey};
    const auto kept = (*next)->store(object);
    ASSERT_OK(kept);
    EXPECT_EQ(kept->how, StoredObject::How::reused);
    EXPECT_EQ(kept->size, body_.size());
  }
}

/// A drive that had no key at first.
class LaterSealedCopyTest : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* const name : {"one", "two"}) fs::create_directory(folder_.path() / name);
    ASSERT_OK(storage::put(bed_.objects(), kKey, body_));
    const auto first =
        ObjectFolder::open(folder_.path() / "one", bed_.objects(), {.mode = CopyMode::copy});
    ASSERT_OK(first);
    ASSERT_OK((*first)->store({.key = kKey, .size = body_.size()}));
    bed_.close();
    auto opened = storage::filesystem::make_filesystem_object_store(
        {.root = bed_.root(), .keyring = keyring_});
    ASSERT_OK(opened);
    store_ = *std::move(opened);
  }
  /// Stores the object in the second snapshot.
  Result<StoredObject> store_again(const NamedObject& object) {
    AUDMG_TRY(const auto next,
              ObjectFolder::open(
                  folder_.path() / "two", *store_,
                  {.mode = CopyMode::copy, .former = folder_.path() / "one", .store_seals = true}));
    return next->store(object);
  }
  static std::string bytes_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  const std::shared_ptr<const sealing::Keyring> keyring_ =
      std::make_shared<const sealing::Keyring>(sealing::Keyring::make());
  storage::filesystem::FilesystemTestbed bed_;
  std::unique_ptr<storage::filesystem::FilesystemObjectStore> store_;
  const TemporaryFolder folder_;
  const std::string body_ = storage::noise(150'000, 8);
};

TEST_F(LaterSealedCopyTest, APlainCopyIsNotReusedOnceTheObjectIsSealed) {
  ASSERT_OK(store_->seal_objects({}));
  const auto kept = store_again({.key = kKey, .size = body_.size()});
  ASSERT_OK(kept);
  EXPECT_EQ(kept->how, StoredObject::How::copied);
  EXPECT_TRUE(bytes_of(folder_.path() / "two" / kKey) ==
              bytes_of(fs::path(bed_.root()) / "objects" / kKey));
}

TEST_F(LaterSealedCopyTest, NorWithoutAKnownSize) {
  ASSERT_OK(store_->seal_objects({}));
  const auto kept = store_again({.key = kKey});
  ASSERT_OK(kept);
  EXPECT_EQ(kept->how, StoredObject::How::copied);
}

TEST_F(LaterSealedCopyTest, APlainCopyIsReusedOfAnObjectThatIsPlainOrLost) {
  const auto plain = store_again({.key = kKey, .size = body_.size()});
  ASSERT_OK(plain);
  EXPECT_EQ(plain->how, StoredObject::How::reused);
  fs::remove(folder_.path() / "two" / kKey);
  ASSERT_OK(store_->delete_object(kKey));
  const auto lost = store_again({.key = kKey, .size = body_.size()});
  ASSERT_OK(lost);
  EXPECT_EQ(lost->how, StoredObject::How::reused);
}

TEST_F(SealedCopyTest, IsReadWithItsKeyringOnly) {
  const fs::path path = fs::path(bed_.root()) / "objects" / kKey;
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  ASSERT_TRUE(file.is_open());
  const auto size = fs::file_size(path);
  EXPECT_EQ(*sealed_plain_bytes(file.get(), size), body_.size());
  const auto digest = digest_of_copy(file.get(), size, keyring_.get(), kKey);
  ASSERT_OK(digest);
  EXPECT_EQ(digest->size, body_.size());
  EXPECT_EQ(digest->sha256, openssl::sha256_hex(body_));
  const auto locked = digest_of_copy(file.get(), size, nullptr, kKey);
  ASSERT_FALSE(locked);
  EXPECT_EQ(locked.error().code, ErrorCode::conflict);
  const auto moved = digest_of_copy(file.get(), size, keyring_.get(), "orig/ada/2");
  ASSERT_FALSE(moved);
  EXPECT_EQ(moved.error().code, ErrorCode::corrupt);
  EXPECT_THAT(moved.error().message, HasSubstr("orig/ada/2"));
}

TEST_F(SealedCopyTest, APlainFileIsReadAsItIs) {
  const fs::path path = folder_.path() / "plain";
  std::ofstream(path) << "plain";
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  EXPECT_EQ(*sealed_plain_bytes(file.get(), 5), std::nullopt);
  EXPECT_EQ(*open_sealed_copy(file.get(), 5, nullptr, kKey), nullptr);
  EXPECT_EQ(digest_of_copy(file.get(), 5, nullptr, kKey)->sha256, openssl::sha256_hex("plain"));
}

}  // namespace
}  // namespace audmg::backup
