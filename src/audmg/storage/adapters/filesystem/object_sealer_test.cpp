// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/sealing/sealed_header.hpp"
#include "doubles/hooked_file_operations.hpp"
#include "testbeds/filesystem_testbed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <stop_token>
#include <string>
#include <thread>

namespace audmg::storage::filesystem {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

std::string bytes_of_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A text that stands in every body, and must stand in no file of a sealed store.
constexpr std::string_view kMarker = "THE PICTURE THAT NOBODY MAY SEE";

std::string marked_body(int number) {
  return std::string(kMarker) +
         noise(static_cast<std::size_t>(number % 5) * 40'000, static_cast<std::uint32_t>(number)) +
         std::string(kMarker);
}

std::string key_of(int number) { return "orig/ada/" + std::to_string(number); }

class ObjectSealerTest : public testing::Test {
 protected:
  using Store = std::unique_ptr<FilesystemObjectStore>;

  [[nodiscard]] Store open_plain() const {
    auto store = make_filesystem_object_store({.root = root_});
    AUDMG_ASSERT(store.has_value());
    return *std::move(store);
  }
  [[nodiscard]] Store open_sealed() const {
    auto store = make_filesystem_object_store({.root = root_, .keyring = keyring_});
    AUDMG_ASSERT(store.has_value());
    return *std::move(store);
  }
  /// Seals all that is plain; returns the counts.
  static SealingStep seal_all(FilesystemObjectStore& store, std::size_t max_objects = 3) {
    SealingStep sum;
    std::string after;
    do {
      const auto step =
          store.seal_objects({.after = after, .max_objects = max_objects, .max_bytes = 1'000'000});
      EXPECT_OK(step);
      if (!step) break;
      sum.seen += step->seen;
      sum.sealed += step->sealed;
      sum.skipped += step->skipped;
      sum.bytes += step->bytes;
      after = step->next;
    } while (!after.empty());
    return sum;
  }
  /// The files of the store that have the text.
  [[nodiscard]] std::set<std::string> files_with(std::string_view text) const {
    std::set<std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(root_)) {
      if (!entry.is_regular_file()) continue;
      if (bytes_of_file(entry.path()).find(text) != std::string::npos) {
        found.insert(fs::relative(entry.path(), root_));
      }
    }
    return found;
  }

  const TemporaryFolder folder_;
  const std::string root_ = folder_.path() / "store";
  const std::shared_ptr<const sealing::Keyring> keyring_ =
      std::make_shared<const sealing::Keyring>(sealing::Keyring::make());
};

TEST_F(ObjectSealerTest, PlainAndSealedObjectsLiveTogether) {
  auto plain = open_plain();
  ASSERT_OK(put(*plain, key_of(1), marked_body(1)));
  EXPECT_EQ(plain->seal_objects({}).error().code, ErrorCode::conflict);
  plain.reset();
  const auto store = open_sealed();
  ASSERT_OK(put(*store, key_of(2), marked_body(2)));
  for (const int number : {1, 2}) {
    EXPECT_TRUE(get(*store, key_of(number)) == marked_body(number));
    const auto head = store->head_object(key_of(number));
    ASSERT_OK(head);
    EXPECT_EQ(head->size, marked_body(number).size());
    const auto reader = store->get_object(key_of(number));
    ASSERT_OK(reader);
    EXPECT_EQ((*reader)->descriptor() >= 0, number == 1);
    EXPECT_GE((*reader)->stored_file(), 0);
  }
  const auto listed = store->list_objects({.prefix = {}, .start_after = {}, .max_keys = 10});
  ASSERT_OK(listed);
  for (const ObjectInfo& info : *listed) {
    const auto head = store->head_object(info.key);
    ASSERT_OK(head);
    EXPECT_EQ(info.size, head->size);
    EXPECT_EQ(info.etag, head->etag);
  }
  EXPECT_EQ(files_with(kMarker), std::set<std::string>{"objects/orig/ada/1"});
}

TEST_F(ObjectSealerTest, SealsWhatIsPlainAndKeepsWhatEverybodySees) {
  auto plain = open_plain();
  std::map<int, ObjectInfo> before;
  for (int number = 0; number < 10; ++number) {
    ASSERT_OK(put(*plain, key_of(number), marked_body(number)));
    before[number] = *plain->head_object(key_of(number));
  }
  ASSERT_OK(plain->quarantine_object(key_of(9)));
  plain.reset();
  const auto store = open_sealed();
  // Open from before: goes on, and sees that it is no longer the one under its key.
  const auto held = store->get_object(key_of(4));
  ASSERT_OK(held);
  const SealingStep sum = seal_all(*store);
  EXPECT_EQ(sum.seen, 10U);
  EXPECT_EQ(sum.sealed, 10U);
  EXPECT_TRUE(files_with(kMarker).empty());
  EXPECT_FALSE((*held)->is_current());
  ASSERT_OK(store->restore_quarantined(key_of(9)));
  for (int number = 0; number < 10; ++number) {
    EXPECT_TRUE(get(*store, key_of(number)) == marked_body(number)) << number;
    const auto after = store->head_object(key_of(number));
    ASSERT_OK(after);
    EXPECT_EQ(after->size, before[number].size);
    EXPECT_EQ(after->etag, before[number].etag);
    EXPECT_EQ(after->last_modified, before[number].last_modified);
  }
  EXPECT_EQ(seal_all(*store).sealed, 0U);
}

TEST_F(ObjectSealerTest, FinishesAnUploadThatBeganPlain) {
  const std::string body = marked_body(3);
  auto plain = open_plain();
  const auto id = plain->create_multipart_upload({key_of(3), body.size(), 50'000});
  ASSERT_OK(id);
  ASSERT_OK(put_part(*plain, key_of(3), *id, 1, std::string_view(body).substr(0, 50'000)));
  plain.reset();
  const auto store = open_sealed();
  ASSERT_OK(put_part(*store, key_of(3), *id, 2, std::string_view(body).substr(50'000, 50'000)));
  ASSERT_OK(put_part(*store, key_of(3), *id, 3, std::string_view(body).substr(100'000)));
  ASSERT_OK(store->complete_multipart_upload(key_of(3), *id));
  EXPECT_TRUE(get(*store, key_of(3)) == body);
  EXPECT_EQ(seal_all(*store).sealed, 1U);
  EXPECT_TRUE(get(*store, key_of(3)) == body);
}

TEST_F(ObjectSealerTest, NothingPlainIsOnTheDiskWhilePartsCome) {
  const auto store = open_sealed();
  const std::string body = marked_body(4);
  const auto id = store->create_multipart_upload({key_of(4), body.size(), 50'000});
  ASSERT_OK(id);
  // A part may be sent again with other bytes.
  ASSERT_OK(put_part(*store, key_of(4), *id, 1, std::string(50'000, 'x')));
  for (int part = 4; part >= 1; --part) {
    const auto at = static_cast<std::size_t>(part - 1) * 50'000;
    ASSERT_OK(put_part(*store, key_of(4), *id, part, std::string_view(body).substr(at, 50'000)));
  }
  EXPECT_TRUE(files_with(kMarker).empty());
  const auto info = store->complete_multipart_upload(key_of(4), *id);
  ASSERT_OK(info);
  EXPECT_EQ(info->size, body.size());
  EXPECT_TRUE(get(*store, key_of(4)) == body);
  EXPECT_TRUE(files_with(kMarker).empty());
  EXPECT_TRUE(files_with("xxxxxxxx").empty());
}

TEST_F(ObjectSealerTest, ADamagedOrMovedObjectIsNamed) {
  const auto store = open_sealed();
  for (const int number : {1, 2}) ASSERT_OK(put(*store, key_of(number), marked_body(number)));
  const fs::path one = fs::path(root_) / "objects" / key_of(1);
  const fs::path two = fs::path(root_) / "objects" / key_of(2);
  fs::copy_file(two, one, fs::copy_options::overwrite_existing);
  const auto swapped = store->get_object(key_of(1));
  ASSERT_FALSE(swapped);
  EXPECT_EQ(swapped.error().code, ErrorCode::corrupt);
  EXPECT_THAT(swapped.error().message, HasSubstr(key_of(1)));
  fs::resize_file(two, fs::file_size(two) - 1);
  const auto cut = get(*store, key_of(2));
  EXPECT_FALSE(cut);
  // Listings go on.
  EXPECT_EQ(store->list_objects({.prefix = {}, .start_after = {}, .max_keys = 10})->size(), 2U);
}

TEST_F(ObjectSealerTest, ADamagedBeginningMakesNoPlainObject) {
  const auto store = open_sealed();
  ASSERT_OK(put(*store, key_of(1), marked_body(1)));
  {
    std::fstream file(fs::path(root_) / "objects" / key_of(1),
                      std::ios::in | std::ios::out | std::ios::binary);
    file.put('B');
  }
  for (const auto& error :
       {store->get_object(key_of(1)).error(), store->head_object(key_of(1)).error()}) {
    EXPECT_EQ(error.code, ErrorCode::corrupt);
  }
  EXPECT_EQ(seal_all(*store).sealed, 0U);
}

TEST_F(ObjectSealerTest, BringsBackNothingThatIsDeletedMeanwhile) {
  auto plain = open_plain();
  constexpr int kCount = 60;
  for (int number = 0; number < kCount; ++number) {
    ASSERT_OK(put(*plain, key_of(number), marked_body(number)));
  }
  plain.reset();
  const auto store = open_sealed();
  std::thread other([&] {
    for (int number = kCount - 1; number >= 0; --number) {
      if (number % 3 == 0) {
        EXPECT_OK(store->delete_object(key_of(number)));
      } else if (number % 3 == 1) {
        EXPECT_OK(put(*store, key_of(number), marked_body(number + 1000)));
      } else {
        EXPECT_OK(store->quarantine_object(key_of(number)));
      }
    }
  });
  static_cast<void>(seal_all(*store, 1));
  other.join();
  static_cast<void>(seal_all(*store));
  for (int number = 0; number < kCount; ++number) {
    if (number % 3 == 0) {
      EXPECT_FALSE(get(*store, key_of(number))) << number;
    } else if (number % 3 == 1) {
      EXPECT_TRUE(get(*store, key_of(number)) == marked_body(number + 1000)) << number;
    } else {
      ASSERT_OK(store->restore_quarantined(key_of(number)));
      EXPECT_TRUE(get(*store, key_of(number)) == marked_body(number)) << number;
    }
  }
  EXPECT_TRUE(files_with(kMarker).empty());
}

TEST_F(ObjectSealerTest, WhatHasNoRoomIsCountedAndHoldsUpNoOther) {
  auto plain = open_plain();
  for (const int number : {1, 2, 3}) ASSERT_OK(put(*plain, key_of(number), marked_body(number)));
  ASSERT_OK(put(*plain, key_of(4), "small"));
  plain.reset();
  HookedFileOperations operations;
  const auto store = make_filesystem_object_store({.root = root_, .keyring = keyring_}, operations);
  ASSERT_OK(store);
  operations.set([](const FileCall& call) -> std::optional<int> {
    if (call.kind == FileCall::Kind::free_bytes) return 60'000;
    return std::nullopt;
  });
  const SealingStep sum = seal_all(**store);
  EXPECT_EQ(sum.seen, 4U);
  EXPECT_EQ(sum.sealed, 2U) << "the first and the last";
  EXPECT_EQ(sum.skipped, 2U);
  operations.set({});
  EXPECT_EQ(seal_all(**store).sealed, 2U);
  EXPECT_TRUE(files_with(kMarker).empty());
}

TEST_F(ObjectSealerTest, WhatCannotBeReadIsCountedAndHoldsUpNoOther) {
  auto plain = open_plain();
  for (const int number : {1, 2, 3}) ASSERT_OK(put(*plain, key_of(number), marked_body(number)));
  plain.reset();
  HookedFileOperations operations;
  const auto store = make_filesystem_object_store({.root = root_, .keyring = keyring_}, operations);
  ASSERT_OK(store);
  std::int64_t unreadable = -1;
  operations.set(
      [&](const FileCall& call) -> std::optional<int> {
        if (call.kind == FileCall::Kind::read && call.file == unreadable) return -EIO;
        return std::nullopt;
      },
      [&](const FileCall& call, std::int64_t file) {
        if (call.kind != FileCall::Kind::open) return;
        if (call.name == "2")
          unreadable = file;
        else if (file == unreadable)
          unreadable = -1;  // the number is another file's now
      });
  const SealingStep sum = seal_all(**store);
  EXPECT_EQ(sum.seen, 3U);
  EXPECT_EQ(sum.sealed, 2U);
  EXPECT_EQ(sum.skipped, 1U);
  EXPECT_EQ(files_with(kMarker), std::set<std::string>{"objects/orig/ada/2"});
}

TEST_F(ObjectSealerTest, EndsWithinAnObjectWhenItIsTold) {
  auto plain = open_plain();
  ASSERT_OK(put(*plain, key_of(1), marked_body(1)));
  plain.reset();
  const auto store = open_sealed();
  std::stop_source stop;
  stop.request_stop();
  const auto step = store->seal_objects({.stop = stop.get_token()});
  ASSERT_FALSE(step);
  EXPECT_EQ(step.error().code, ErrorCode::unavailable);
  EXPECT_EQ(files_with(kMarker), std::set<std::string>{"objects/orig/ada/1"});
  EXPECT_TRUE(get(*store, key_of(1)) == marked_body(1));
}

/// In the child: seals all there is, again and again.
[[noreturn]] void seal_until_killed(const FilesystemObjectStoreOptions& options) {
  const auto store = make_filesystem_object_store(options);
  if (!store) ::_exit(2);
  for (std::string after;;) {
    const auto step =
        (*store)->seal_objects({.after = after, .max_objects = 2, .max_bytes = 100'000});
    if (!step) ::_exit(3);
    after = step->next;
    if (after.empty()) ::pause();
  }
}

TEST_F(ObjectSealerTest, SurvivesKills) {
  const char* const wanted = std::getenv("AUDMG_KEY_KILLS");
  const int rounds = wanted == nullptr ? 20 : std::atoi(wanted);
  constexpr int kCount = 40;
  std::mt19937 random(test_seed());
  int sealed_by_children = 0;
  for (int round = 0; round < rounds; ++round) {
    if (round % 5 == 0) {
      const auto plain = open_plain();
      for (int number = 0; number < kCount; ++number) {
        ASSERT_OK(put(*plain, key_of(number), marked_body(number)));
      }
    }
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) seal_until_killed({.root = root_, .keyring = keyring_});
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 30'000));
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child stopped by itself: " << WEXITSTATUS(status);
    const auto store = open_sealed();
    for (int number = 0; number < kCount; ++number) {
      ASSERT_TRUE(get(*store, key_of(number)) == marked_body(number)) << round << " " << number;
      if ((*store->get_object(key_of(number)))->descriptor() < 0) ++sealed_by_children;
    }
  }
  EXPECT_GT(sealed_by_children, 0) << "too little happened to prove anything";
  const auto store = open_sealed();
  static_cast<void>(seal_all(*store));
  EXPECT_TRUE(files_with(kMarker).empty());
}

}  // namespace
}  // namespace audmg::storage::filesystem
