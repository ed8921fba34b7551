// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lib/deflate/crc32.hpp"
#include "audmg/lib/openssl/sha256.hpp"
#include "contract/object_store_steps.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <string>
#include <thread>
#include <vector>

// What every ObjectStore keeps. Include it, then INSTANTIATE_TEST_SUITE_P(...,
// ObjectStoreContract).

namespace audmg::storage {

class ObjectStoreContract : public testing::TestWithParam<StoreTestbedParam> {
 protected:
  std::unique_ptr<StoreTestbed> bed_ = GetParam().make();
  ObjectStore& store() { return bed_->objects(); }

  std::vector<std::string> keys(const ListObjectsRequest& request) {
    const auto listed = store().list_objects(request);
    EXPECT_TRUE(listed.has_value());
    std::vector<std::string> keys;
    if (listed) {
      for (const auto& info : *listed) keys.push_back(info.key);
    }
    return keys;
  }
};

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(ObjectStoreContract);

TEST_P(ObjectStoreContract, GivesBackWhatWasPut) {
  for (const std::size_t size : {0UL, 1UL, 4096UL, 100'001UL, 9'000'000UL}) {
    const std::string body = noise(size, 1);
    const std::string key = "orig/u/" + std::to_string(size);
    const auto info = put(store(), key, body);
    ASSERT_OK(info);
    EXPECT_EQ(info->key, key);
    EXPECT_EQ(info->size, size);
    EXPECT_EQ(info->sha256, openssl::sha256_hex(body));
    EXPECT_EQ(info->crc32, deflate::crc32(body));
    EXPECT_FALSE(info->etag.empty());
    EXPECT_EQ(info->etag.find('"'), std::string::npos);
    EXPECT_TRUE(get(store(), key) == body) << size;
    const auto head = store().head_object(key);
    ASSERT_OK(head);
    EXPECT_EQ(head->size, size);
    EXPECT_EQ(head->etag, info->etag);
    EXPECT_EQ(head->last_modified, info->last_modified);
  }
}

TEST_P(ObjectStoreContract, TellsTheCrc32OfZipArchives) {
  const auto info = put(store(), "k", "123456789");
  ASSERT_OK(info);
  EXPECT_EQ(info->crc32, 0xCBF43926U);
}

TEST_P(ObjectStoreContract, ReadsAnyRange) {
  const std::string body = noise(50'000, 2);
  ASSERT_OK(put(store(), "k", body));
  const auto reader = store().get_object("k");
  ASSERT_OK(reader);
  std::vector<std::byte> into(10'000);
  for (const std::size_t offset : {0UL, 1UL, 39'999UL, 40'000UL, 49'999UL}) {
    const auto count = (*reader)->read_at(offset, into);
    ASSERT_OK(count);
    ASSERT_GT(*count, 0U);
    EXPECT_TRUE(
        std::ranges::equal(std::span(into).first(*count), bytes_of(body).subspan(offset, *count)));
  }
  EXPECT_EQ((*reader)->read_at(50'000, into), 0U);
  EXPECT_EQ((*reader)->read_at(1ULL << 60, into), 0U);
}

TEST_P(ObjectStoreContract, AbsentObjectsAreNotFoundAndDeletedTwice) {
  EXPECT_CODE(store().get_object("no/such"), ErrorCode::not_found);
  EXPECT_CODE(store().head_object("no/such"), ErrorCode::not_found);
  EXPECT_OK(store().delete_object("no/such"));
  ASSERT_OK(put(store(), "a/b", "x"));
  EXPECT_CODE(store().get_object("a"), ErrorCode::not_found);
  EXPECT_OK(store().delete_object("a"));
  EXPECT_OK(store().delete_object("a/b"));
  EXPECT_CODE(store().get_object("a/b"), ErrorCode::not_found);
  EXPECT_OK(store().delete_object("a/b"));
}

TEST_P(ObjectStoreContract, DeletesWhatIsUnderAPrefix) {
  for (const std::string key : {"a/1", "a/2/x", "a/2/y", "a2/1", "b/1", "a/3"}) {
    ASSERT_OK(put(store(), key, "x"));
  }
  ASSERT_OK(put(store(), "a/3", "another version"));
  EXPECT_EQ(store().delete_objects("none/"), 0U);
  std::size_t calls = 0;
  for (auto deleted = store().delete_objects("a/"); deleted != 0U;
       deleted = store().delete_objects("a/")) {
    ASSERT_OK(deleted);
    ASSERT_LT(++calls, 5U);
  }
  EXPECT_GT(calls, 0U);
  EXPECT_EQ(keys({}), (std::vector<std::string>{"a2/1", "b/1"}));
  EXPECT_CODE(store().head_object("a/2/x"), ErrorCode::not_found);
}

TEST_P(ObjectStoreContract, RefusesWhatIsNoKey) {
  for (const std::string key : {"", "/", "../x", "a/../b", "a//b", "a b", "a/", "./a"}) {
    EXPECT_CODE(store().put_object({.key = key, .size = {}}), ErrorCode::invalid_argument) << key;
    EXPECT_CODE(store().get_object(key), ErrorCode::not_found) << key;
    EXPECT_CODE(store().head_object(key), ErrorCode::not_found) << key;
    EXPECT_OK(store().delete_object(key));
  }
}

TEST_P(ObjectStoreContract, NothingIsVisibleBeforeCommitOrAfterGivingUp) {
  const auto writer = store().put_object({.key = "k", .size = {}});
  ASSERT_OK(writer);
  ASSERT_OK((*writer)->write(bytes_of("abc")));
  EXPECT_CODE(store().head_object("k"), ErrorCode::not_found);
  EXPECT_TRUE(keys({}).empty());
  {
    const auto abandoned = store().put_object({.key = "k", .size = {}});
    ASSERT_OK(abandoned);
    ASSERT_OK((*abandoned)->write(bytes_of("def")));
  }
  EXPECT_CODE(store().head_object("k"), ErrorCode::not_found);
  ASSERT_OK((*writer)->commit());
  EXPECT_EQ(get(store(), "k"), "abc");
}

TEST_P(ObjectStoreContract, HoldsAWriterToTheAnnouncedSize) {
  auto writer = store().put_object({.key = "k", .size = 3});
  ASSERT_OK(writer);
  EXPECT_OK((*writer)->write(bytes_of("abc")));
  EXPECT_CODE((*writer)->write(bytes_of("d")), ErrorCode::too_large);
  EXPECT_FALSE((*writer)->commit().has_value());
  writer = store().put_object({.key = "k", .size = 3});
  ASSERT_OK(writer);
  EXPECT_OK((*writer)->write(bytes_of("ab")));
  EXPECT_CODE((*writer)->commit(), ErrorCode::invalid_argument);
  EXPECT_CODE(store().head_object("k"), ErrorCode::not_found);
}

TEST_P(ObjectStoreContract, TellsTheDigestBeforeCommitting) {
  const auto writer = store().put_object({.key = "k", .size = {}});
  ASSERT_OK(writer);
  ASSERT_OK((*writer)->write(bytes_of("ab")));
  ASSERT_OK((*writer)->write(bytes_of("c")));
  EXPECT_EQ((*writer)->sha256(), openssl::sha256_hex("abc"));
  EXPECT_EQ((*writer)->sha256(), openssl::sha256_hex("abc"));
  EXPECT_FALSE((*writer)->write(bytes_of("d")).has_value()) << "sha256() ends writing";
  const auto info = (*writer)->commit();
  ASSERT_OK(info);
  EXPECT_EQ(info->sha256, openssl::sha256_hex("abc"));
  EXPECT_FALSE((*writer)->commit().has_value()) << "once is enough";
  EXPECT_EQ(get(store(), "k"), "abc");
}

TEST_P(ObjectStoreContract, ReplacesAsAWholeAndOldReadersKeepTheOldBytes) {
  const auto first = put(store(), "k", "first");
  ASSERT_OK(first);
  const auto reader = store().get_object("k");
  ASSERT_OK(reader);
  const auto second = put(store(), "k", "other");
  ASSERT_OK(second);
  EXPECT_NE(first->etag, second->etag);
  EXPECT_EQ(read_all(**reader), "first");
  EXPECT_EQ(get(store(), "k"), "other");
  EXPECT_OK(store().delete_object("k"));
  EXPECT_EQ(read_all(**reader), "first");
  EXPECT_CODE(store().get_object("k"), ErrorCode::not_found);
}

TEST_P(ObjectStoreContract, EveryVersionHasAnEtagOfItsOwn) {
  if (!GetParam().deviations.etag_of_every_version) GTEST_SKIP() << "declared";
  std::vector<std::string> etags;
  for (int i = 0; i < 50; ++i) {
    const auto info = put(store(), "k", "same size");
    ASSERT_OK(info);
    etags.push_back(info->etag);
  }
  std::ranges::sort(etags);
  EXPECT_EQ(std::ranges::adjacent_find(etags), etags.end());
}

TEST_P(ObjectStoreContract, ListsInKeyOrderInPages) {
  // In the order of bytes "-" < "." < "/" < "0": the order of folders would be another.
  const std::vector<std::string> sorted = {"a",   "a-b",   "b-", "b.c", "b/a",
                                           "b/b", "b/c/d", "b0", "c",   "d/e/f/g"};
  std::vector<std::string> shuffled = sorted;
  std::ranges::shuffle(shuffled, std::minstd_rand(7));
  for (const auto& key : shuffled) ASSERT_OK(put(store(), key, key));
  EXPECT_EQ(keys({}), sorted);
  for (const std::size_t page : {1UL, 2UL, 3UL, 100UL}) {
    std::vector<std::string> all;
    while (true) {
      const auto found =
          keys({.prefix = "", .start_after = all.empty() ? "" : all.back(), .max_keys = page});
      EXPECT_LE(found.size(), page);
      all.insert(all.end(), found.begin(), found.end());
      if (found.size() < page) break;
    }
    EXPECT_EQ(all, sorted) << page;
  }
  using Keys = std::vector<std::string>;
  EXPECT_EQ(keys({.prefix = "b/", .start_after = "", .max_keys = 9}),
            (Keys{"b/a", "b/b", "b/c/d"}));
  EXPECT_EQ(keys({.prefix = "b", .start_after = "b/a", .max_keys = 2}), (Keys{"b/b", "b/c/d"}));
  EXPECT_EQ(keys({.prefix = "d/e", .start_after = "", .max_keys = 9}), (Keys{"d/e/f/g"}));
  EXPECT_EQ(keys({.prefix = "x", .start_after = "", .max_keys = 9}), Keys{});
  EXPECT_EQ(keys({.prefix = "", .start_after = "d/e/f/g", .max_keys = 9}), Keys{});
  EXPECT_EQ(keys({.prefix = "", .start_after = "", .max_keys = 0}), Keys{});
  const auto listed = store().list_objects({.prefix = "b0", .start_after = "", .max_keys = 1});
  ASSERT_OK(listed);
  EXPECT_EQ(listed->front().size, 2U);
  EXPECT_EQ(listed->front().etag, store().head_object("b0")->etag);
}

TEST_P(ObjectStoreContract, KeepsEverythingOverARestart) {
  const std::string body = noise(300'000, 3);
  const auto info = put(store(), "orig/u/1", body);
  ASSERT_OK(info);
  {
    const auto abandoned = store().put_object({.key = "orig/u/2", .size = {}});
    ASSERT_OK(abandoned);
    ASSERT_OK((*abandoned)->write(bytes_of("x")));
  }
  bed_->reopen();
  EXPECT_TRUE(get(store(), "orig/u/1") == body);
  EXPECT_EQ(store().head_object("orig/u/1")->etag, info->etag);
  EXPECT_CODE(store().head_object("orig/u/2"), ErrorCode::not_found);
  EXPECT_EQ(keys({}), std::vector<std::string>{"orig/u/1"});
}

TEST_P(ObjectStoreContract, IsWritableToBeginWith) { EXPECT_OK(store().check_writable()); }

TEST_P(ObjectStoreContract, ManyThreadsNeverSeeAMixture) {
  // Writers replace the same few keys with bodies of one letter; readers must see one letter.
  std::atomic<bool> stop{false};
  std::atomic<int> reads{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 2; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 40; ++i) {
        const char letter = static_cast<char>('a' + (i + t) % 26);
        const auto info = put(store(), "k" + std::to_string(i % 3), std::string(20'000, letter));
        EXPECT_TRUE(info.has_value());
        if (i % 10 == 9) {
          EXPECT_OK(store().delete_object("k0"));
        }
      }
      stop = true;
    });
    threads.emplace_back([&] {
      while (!stop || reads == 0) {
        const auto body = get(store(), "k1");
        if (!body) continue;
        ++reads;
        EXPECT_EQ(body->size(), 20'000U);
        EXPECT_EQ(body->find_first_not_of(body->front()), std::string::npos);
      }
    });
  }
  for (auto& thread : threads) thread.join();
}

/// Random operations beside a map; both must agree at every step.
TEST_P(ObjectStoreContract, AgreesWithAMapOverRandomOperations) {
  const std::uint32_t seed = test_seed();
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random()) % n; };
  std::map<std::string, std::string> model;
  for (int step = 0; step < 400; ++step) {
    const std::string key =
        std::string(1, static_cast<char>('a' + below(3))) + "/" + std::to_string(below(8));
    switch (below(8)) {
      case 0:
      case 1: {
        const std::string body =
            noise(below(3) == 0 ? below(200'000) : below(100), below(1'000'000));
        ASSERT_OK(put(store(), key, body));
        model[key] = body;
        break;
      }
      case 2: {
        const auto writer = store().put_object({.key = key, .size = {}});
        ASSERT_OK(writer);
        ASSERT_OK((*writer)->write(bytes_of("given up")));
        break;
      }
      case 3:
        ASSERT_OK(store().delete_object(key));
        model.erase(key);
        break;
      case 4: {
        const auto first = below(2) == 0 ? std::string() : key;
        const std::size_t max = below(12);
        std::vector<std::string> expected;
        for (auto it = model.upper_bound(first); it != model.end() && expected.size() < max; ++it) {
          if (it->first.starts_with(key.substr(0, 1))) expected.push_back(it->first);
        }
        ASSERT_EQ(keys({.prefix = key.substr(0, 1), .start_after = first, .max_keys = max}),
                  expected);
        break;
      }
      case 5:
        if (below(10) == 0) bed_->reopen();
        break;
      default: {
        const auto body = get(store(), key);
        if (model.contains(key)) {
          ASSERT_OK(body);
          ASSERT_TRUE(*body == model[key]);
        } else {
          ASSERT_EQ(code_of(body), ErrorCode::not_found);
        }
      }
    }
  }
}

}  // namespace audmg::storage
