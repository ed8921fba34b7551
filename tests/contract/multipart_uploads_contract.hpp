// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lib/deflate/crc32.hpp"
#include "audmg/lib/openssl/sha256.hpp"
#include "contract/object_store_steps.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

// What every MultipartUploads keeps. Include it, then
// INSTANTIATE_TEST_SUITE_P(..., MultipartUploadsContract).

namespace audmg::storage {

class MultipartUploadsContract : public testing::TestWithParam<StoreTestbedParam> {
 protected:
  const StoreDeviations& deviations_ = GetParam().deviations;
  const std::uint64_t part_size_ = deviations_.part_size;
  const std::uint64_t half_ = part_size_ / 2;

  std::unique_ptr<StoreTestbed> bed_ = GetParam().make();
  ObjectStore& store() { return bed_->objects(); }
  MultipartUploads& uploads() { return bed_->uploads(); }

  std::string begin(const std::string& key, std::uint64_t size) {
    auto id = uploads().create_multipart_upload({key, size, part_size_});
    EXPECT_TRUE(id.has_value());
    return id.value_or("");
  }

  std::string_view part_of(std::string_view body, int part_number) const {
    return body.substr(static_cast<std::size_t>(part_number - 1) * part_size_, part_size_);
  }

  void expect_joined(const ObjectInfo& info, std::string_view body) const {
    EXPECT_EQ(info.size, body.size());
    EXPECT_EQ(info.sha256, deviations_.joined_digests ? openssl::sha256_hex(body) : "");
    EXPECT_EQ(info.crc32,
              deviations_.joined_digests ? std::optional(deflate::crc32(body)) : std::nullopt);
  }

  std::vector<int> arrived(const std::string& key, const std::string& id) {
    const auto parts = uploads().list_parts(key, id);
    EXPECT_TRUE(parts.has_value());
    std::vector<int> numbers;
    if (parts) {
      for (const auto& part : *parts) numbers.push_back(part.part_number);
    }
    return numbers;
  }
};

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(MultipartUploadsContract);

using Numbers = std::vector<int>;

TEST_P(MultipartUploadsContract, JoinsPartsThatCameInAnyOrder) {
  const std::string body = noise(5 * half_ + 1, 1);
  const std::string id = begin("orig/u/k", body.size());
  for (const int part : {3, 1, 2}) {
    const auto info = put_part(uploads(), "orig/u/k", id, part, part_of(body, part));
    ASSERT_OK(info);
    EXPECT_EQ(info->size, part_of(body, part).size());
    EXPECT_EQ(info->sha256, openssl::sha256_hex(part_of(body, part)));
    EXPECT_EQ(info->crc32, deflate::crc32(part_of(body, part)));
    EXPECT_FALSE(info->etag.empty());
    EXPECT_CODE(store().head_object("orig/u/k"), ErrorCode::not_found);
  }
  const auto parts = uploads().list_parts("orig/u/k", id);
  ASSERT_OK(parts);
  ASSERT_EQ(parts->size(), 3U);
  EXPECT_EQ((*parts)[0].size, part_size_);
  EXPECT_EQ((*parts)[2].size, half_ + 1);
  const auto info = uploads().complete_multipart_upload("orig/u/k", id);
  ASSERT_OK(info);
  EXPECT_EQ(info->key, "orig/u/k");
  expect_joined(*info, body);
  EXPECT_TRUE(get(store(), "orig/u/k") == body);
  EXPECT_EQ(store().head_object("orig/u/k")->etag, info->etag);
  EXPECT_CODE(uploads().list_parts("orig/u/k", id), ErrorCode::not_found);
  EXPECT_CODE(uploads().complete_multipart_upload("orig/u/k", id), ErrorCode::not_found);
  EXPECT_CODE(uploads().upload_part({"orig/u/k", id, 1}), ErrorCode::not_found);
  EXPECT_OK(uploads().abort_multipart_upload("orig/u/k", id));
  EXPECT_TRUE(get(store(), "orig/u/k") == body) << "an abort after the end changes nothing";
}

TEST_P(MultipartUploadsContract, OnePartIsEnough) {
  const std::string id = begin("k", 3);
  ASSERT_OK(put_part(uploads(), "k", id, 1, "abc"));
  const auto info = uploads().complete_multipart_upload("k", id);
  ASSERT_OK(info);
  expect_joined(*info, "abc");
  EXPECT_EQ(get(store(), "k"), "abc");
}

TEST_P(MultipartUploadsContract, RefusesSizesThatCannotBe) {
  const auto code = [&](const std::string& key, std::uint64_t size, std::uint64_t part_size) {
    return code_of(uploads().create_multipart_upload({key, size, part_size}));
  };
  EXPECT_EQ(code("k", 0, 10), ErrorCode::invalid_argument);
  EXPECT_EQ(code("k", 10, 0), ErrorCode::invalid_argument);
  EXPECT_EQ(code("k", 10'001, 1), ErrorCode::invalid_argument);
  EXPECT_EQ(code("../k", 10, 10), ErrorCode::invalid_argument);
  EXPECT_EQ(code("k", 10'000, 1), std::nullopt);
}

TEST_P(MultipartUploadsContract, RefusesUnknownUploadsKeysAndParts) {
  const std::string id = begin("k", 3 * half_);
  for (const std::string wrong : {"", "x", "../k", "00000000000000000000000000000000"}) {
    EXPECT_CODE(uploads().upload_part({"k", wrong, 1}), ErrorCode::not_found);
    EXPECT_CODE(uploads().list_parts("k", wrong), ErrorCode::not_found);
    EXPECT_CODE(uploads().complete_multipart_upload("k", wrong), ErrorCode::not_found);
    EXPECT_OK(uploads().abort_multipart_upload("k", wrong));
  }
  EXPECT_CODE(uploads().upload_part({"other", id, 1}), ErrorCode::not_found);
  EXPECT_CODE(uploads().list_parts("other", id), ErrorCode::not_found);
  EXPECT_CODE(uploads().complete_multipart_upload("other", id), ErrorCode::not_found);
  EXPECT_OK(uploads().abort_multipart_upload("other", id));
  for (const int part : {-1, 0, 3, 10'001}) {
    EXPECT_CODE(uploads().upload_part({"k", id, part}), ErrorCode::invalid_argument) << part;
  }
  EXPECT_EQ(arrived("k", id), Numbers{}) << "and the upload is still there";
}

TEST_P(MultipartUploadsContract, HoldsEveryPartToItsSize) {
  const std::string id = begin("k", 3 * half_);
  EXPECT_CODE(put_part(uploads(), "k", id, 1, std::string(part_size_ - 1, 'x')),
              ErrorCode::invalid_argument);
  EXPECT_CODE(put_part(uploads(), "k", id, 1, std::string(part_size_ + 1, 'x')),
              ErrorCode::too_large);
  EXPECT_CODE(put_part(uploads(), "k", id, 2, std::string(part_size_, 'x')), ErrorCode::too_large);
  EXPECT_EQ(arrived("k", id), Numbers{});
  EXPECT_OK(put_part(uploads(), "k", id, 2, std::string(half_, 'x')));
  EXPECT_EQ(arrived("k", id), Numbers{2});
}

TEST_P(MultipartUploadsContract, CompletesOnlyWhenAllIsThereAndQuiet) {
  const std::string body = noise(2 * part_size_, 2);
  const std::string id = begin("k", body.size());
  EXPECT_CODE(uploads().complete_multipart_upload("k", id), ErrorCode::conflict);
  ASSERT_OK(put_part(uploads(), "k", id, 1, part_of(body, 1)));
  EXPECT_CODE(uploads().complete_multipart_upload("k", id), ErrorCode::conflict);
  {
    const auto writer = uploads().upload_part({"k", id, 2});
    ASSERT_OK(writer);
    EXPECT_CODE(uploads().complete_multipart_upload("k", id), ErrorCode::conflict);
    ASSERT_OK(write_all(**writer, part_of(body, 2)));
  }
  if (deviations_.exclusive_parts) {
    const auto writer = uploads().upload_part({"k", id, 1});
    ASSERT_OK(writer);
    EXPECT_CODE(uploads().complete_multipart_upload("k", id), ErrorCode::conflict);
  }
  ASSERT_OK(uploads().complete_multipart_upload("k", id));
  EXPECT_TRUE(get(store(), "k") == body);
}

TEST_P(MultipartUploadsContract, TheLastWriterOfAPartCounts) {
  const std::string id = begin("k", part_size_);
  const std::string first = noise(part_size_, 3);
  const std::string second = noise(part_size_, 4);
  ASSERT_OK(put_part(uploads(), "k", id, 1, first));
  ASSERT_OK(put_part(uploads(), "k", id, 1, second));
  ASSERT_OK(uploads().complete_multipart_upload("k", id));
  EXPECT_TRUE(get(store(), "k") == second);
}

TEST_P(MultipartUploadsContract, ANewerWriterTakesThePartFromAnOlderOne) {
  if (!deviations_.exclusive_parts) GTEST_SKIP() << "declared";
  const std::string id = begin("k", part_size_);
  const std::string body = noise(part_size_, 5);
  const auto older = uploads().upload_part({"k", id, 1});
  ASSERT_OK(older);
  ASSERT_OK((*older)->write(bytes_of(std::string(half_, 'o'))));
  const auto full = uploads().upload_part({"k", id, 1});
  ASSERT_OK(full);
  ASSERT_OK((*full)->write(bytes_of(std::string(part_size_, 'f'))));
  const auto newer = uploads().upload_part({"k", id, 1});
  ASSERT_OK(newer);
  ASSERT_OK((*newer)->write(bytes_of(body.substr(0, 10))));
  EXPECT_CODE((*older)->write(bytes_of("x")), ErrorCode::conflict);
  EXPECT_CODE((*full)->commit(), ErrorCode::conflict);
  ASSERT_OK((*newer)->write(bytes_of(body.substr(10))));
  ASSERT_OK((*newer)->commit());
  ASSERT_OK(uploads().complete_multipart_upload("k", id));
  EXPECT_TRUE(get(store(), "k") == body);
}

TEST_P(MultipartUploadsContract, OverwritingAPartMakesItAbsentUntilItIsWhole) {
  if (!deviations_.exclusive_parts) GTEST_SKIP() << "declared";
  const std::string id = begin("k", 2 * part_size_);
  ASSERT_OK(put_part(uploads(), "k", id, 1, std::string(part_size_, 'a')));
  ASSERT_OK(put_part(uploads(), "k", id, 2, std::string(part_size_, 'b')));
  {
    const auto untouched = uploads().upload_part({"k", id, 1});
    ASSERT_OK(untouched);
  }
  EXPECT_EQ(arrived("k", id), (Numbers{1, 2})) << "a writer that wrote nothing harms nothing";
  {
    const auto writer = uploads().upload_part({"k", id, 1});
    ASSERT_OK(writer);
    ASSERT_OK((*writer)->write(bytes_of("half")));
    EXPECT_EQ(arrived("k", id), Numbers{2});
  }
  bed_->reopen();
  EXPECT_EQ(arrived("k", id), Numbers{2}) << "the bytes are mixed, so it must not count";
  ASSERT_OK(put_part(uploads(), "k", id, 1, std::string(part_size_, 'c')));
  ASSERT_OK(uploads().complete_multipart_upload("k", id));
  EXPECT_TRUE(get(store(), "k") == std::string(part_size_, 'c') + std::string(part_size_, 'b'));
}

TEST_P(MultipartUploadsContract, ResumesAfterARestart) {
  const std::string body = noise(5 * half_, 6);
  const std::string id = begin("k", body.size());
  ASSERT_OK(put_part(uploads(), "k", id, 3, part_of(body, 3)));
  const auto before = uploads().list_parts("k", id);
  ASSERT_OK(before);
  bed_->reopen();
  const auto after = uploads().list_parts("k", id);
  ASSERT_OK(after);
  ASSERT_EQ(after->size(), 1U);
  EXPECT_EQ(after->front().part_number, 3);
  EXPECT_EQ(after->front().etag, before->front().etag);
  ASSERT_OK(put_part(uploads(), "k", id, 1, part_of(body, 1)));
  bed_->reopen();
  ASSERT_OK(put_part(uploads(), "k", id, 2, part_of(body, 2)));
  const auto info = uploads().complete_multipart_upload("k", id);
  ASSERT_OK(info);
  expect_joined(*info, body);
  bed_->reopen();
  EXPECT_TRUE(get(store(), "k") == body);
}

TEST_P(MultipartUploadsContract, AbortDropsEverythingAndStopsWriters) {
  const std::string id = begin("k", 2 * part_size_);
  ASSERT_OK(put_part(uploads(), "k", id, 1, std::string(part_size_, 'a')));
  auto writer = uploads().upload_part({"k", id, 2});
  ASSERT_OK(writer);
  ASSERT_OK((*writer)->write(bytes_of("x")));
  EXPECT_OK(uploads().abort_multipart_upload("k", id));
  EXPECT_FALSE(deviations_.exclusive_parts && (*writer)->write(bytes_of("y")).has_value());
  EXPECT_FALSE((*writer)->commit().has_value());
  EXPECT_CODE(uploads().list_parts("k", id), ErrorCode::not_found);
  EXPECT_OK(uploads().abort_multipart_upload("k", id));
  writer->reset();
  bed_->reopen();
  EXPECT_CODE(uploads().list_parts("k", id), ErrorCode::not_found);
  EXPECT_CODE(store().head_object("k"), ErrorCode::not_found);
}

TEST_P(MultipartUploadsContract, ReplacesAnObjectThatIsThere) {
  ASSERT_OK(put(store(), "k", "old"));
  EXPECT_EQ(get(store(), "k"), "old");
  const std::string id = begin("k", 3);
  ASSERT_OK(put_part(uploads(), "k", id, 1, "new"));
  EXPECT_EQ(get(store(), "k"), "old");
  ASSERT_OK(uploads().complete_multipart_upload("k", id));
  EXPECT_EQ(get(store(), "k"), "new");
}

TEST_P(MultipartUploadsContract, TwoUploadsOfOneKeyAreStrangers) {
  const std::string one = begin("k", 3);
  const std::string two = begin("k", 3);
  EXPECT_NE(one, two);
  ASSERT_OK(put_part(uploads(), "k", one, 1, "one"));
  EXPECT_EQ(arrived("k", two), Numbers{});
  ASSERT_OK(put_part(uploads(), "k", two, 1, "two"));
  ASSERT_OK(uploads().complete_multipart_upload("k", one));
  EXPECT_EQ(get(store(), "k"), "one");
  ASSERT_OK(uploads().complete_multipart_upload("k", two));
  EXPECT_EQ(get(store(), "k"), "two");
}

TEST_P(MultipartUploadsContract, UnfinishedUploadsAreNotListed) {
  const std::string id = begin("k", 3);
  ASSERT_OK(put_part(uploads(), "k", id, 1, "abc"));
  const auto listed = store().list_objects({});
  ASSERT_OK(listed);
  EXPECT_TRUE(listed->empty());
}

TEST_P(MultipartUploadsContract, ListsWhatIsUnfinishedInOrder) {
  const auto list = [&](const ListUploadsRequest& request) {
    const auto uploads_now = uploads().list_multipart_uploads(request);
    EXPECT_TRUE(uploads_now.has_value());
    std::vector<std::pair<std::string, std::string>> places;
    if (!uploads_now) return places;
    for (const auto& upload : *uploads_now) {
      places.emplace_back(upload.key, upload.upload_id);
      const auto age = SystemClock().now() - upload.created_at;
      EXPECT_LT(age, std::chrono::minutes(5));
      EXPECT_GT(age, std::chrono::minutes(-5));
    }
    return places;
  };
  EXPECT_TRUE(list({}).empty());
  std::vector<std::pair<std::string, std::string>> made;
  std::map<std::string, std::string> given;
  for (const std::string key : {"orig/b", "orig/a/2", "other/x", "orig/a/1", "orig/a/2"}) {
    const std::string id = begin(key, 3 * half_);
    made.emplace_back(key, deviations_.listed_upload_id(id));
    given[made.back().second] = id;
    EXPECT_TRUE(uploads().is_same_upload(id, made.back().second));
    EXPECT_FALSE(made.size() > 1 && uploads().is_same_upload(id, made.front().second));
  }
  std::ranges::sort(made);
  EXPECT_EQ(list({}), made);
  bed_->reopen();
  EXPECT_EQ(list({}), made);
  EXPECT_EQ(list({.prefix = "orig/a/"}), decltype(made)(made.begin(), made.begin() + 3));
  for (std::size_t i = 0; i < made.size(); ++i) {
    const ListUploadsRequest next{.prefix = "",
                                  .after_key = i == 0 ? "" : made[i - 1].first,
                                  .after_upload_id = i == 0 ? "" : made[i - 1].second,
                                  .max_uploads = 1};
    EXPECT_EQ(list(next), decltype(made){made[i]});
  }
  ASSERT_OK(uploads().abort_multipart_upload(made[0].first, made[0].second));
  for (const int part : {1, 2}) {
    ASSERT_OK(put_part(uploads(), made[3].first, given[made[3].second], part,
                       std::string(part == 1 ? part_size_ : half_, 'a')));
  }
  ASSERT_OK(uploads().complete_multipart_upload(made[3].first, given[made[3].second]));
  made.erase(made.begin() + 3);
  made.erase(made.begin());
  EXPECT_EQ(list({}), made) << "neither aborted nor completed ones";
}

TEST_P(MultipartUploadsContract, ThreadsThatRaceForPartsNeverMixTheirBytes) {
  // Each writer writes one letter. Whatever wins, a part in the end is one letter.
  constexpr int kParts = 3;
  const std::string id = begin("k", kParts * part_size_);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 12; ++i) {
        const std::string body(part_size_, static_cast<char>('a' + t * 12 + i));
        const auto writer = uploads().upload_part({"k", id, 1 + (i + t) % kParts});
        if (!writer) continue;
        static_cast<void>(write_all(**writer, body, 10'000));
        if (i % 4 == 3) static_cast<void>(uploads().complete_multipart_upload("k", id));
      }
    });
  }
  for (auto& thread : threads) thread.join();
  if (code_of(store().head_object("k")) == ErrorCode::not_found) {
    for (const int part : {1, 2, 3}) {
      const auto have = arrived("k", id);
      if (std::ranges::find(have, part) != have.end()) continue;
      ASSERT_OK(put_part(uploads(), "k", id, part, std::string(part_size_, 'Z')));
    }
    ASSERT_OK(uploads().complete_multipart_upload("k", id));
  }
  const auto body = get(store(), "k");
  ASSERT_OK(body);
  for (int part = 1; part <= kParts; ++part) {
    const std::string_view bytes = part_of(*body, part);
    ASSERT_EQ(bytes.size(), part_size_);
    EXPECT_EQ(bytes.find_first_not_of(bytes.front()), std::string_view::npos);
  }
}

/// Random operations beside a map of parts; both must agree at every step.
TEST_P(MultipartUploadsContract, AgreesWithAMapOverRandomOperations) {
  const std::uint32_t seed = test_seed();
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random()) % n; };
  constexpr int kParts = 4;
  const std::uint64_t size = 3 * part_size_ + 5;
  std::string id = begin("k", size);
  std::map<int, std::string> model;
  std::optional<std::string> object;
  for (int step = 0; step < deviations_.random_steps; ++step) {
    const int part = 1 + static_cast<int>(below(kParts));
    const std::string body = noise(part == kParts ? 5 : part_size_, below(1'000'000));
    switch (below(9)) {
      case 0: {
        const auto writer = uploads().upload_part({"k", id, part});
        ASSERT_OK(writer);
        const bool wrote = below(2) == 0;
        if (wrote) {
          ASSERT_OK((*writer)->write(bytes_of(body.substr(0, 5))));
          if (deviations_.exclusive_parts) model.erase(part);
        }
        break;
      }
      case 1:
        if (below(4) == 0) bed_->reopen();
        break;
      case 2:
        if (below(6) != 0) break;
        ASSERT_OK(uploads().abort_multipart_upload("k", id));
        id = begin("k", size);
        model.clear();
        break;
      case 3: {
        const auto info = uploads().complete_multipart_upload("k", id);
        if (model.size() != kParts) {
          ASSERT_EQ(code_of(info), ErrorCode::conflict);
          break;
        }
        ASSERT_OK(info);
        object.emplace();
        for (const auto& [number, bytes] : model) *object += bytes;
        expect_joined(*info, *object);
        id = begin("k", size);
        model.clear();
        break;
      }
      default:
        ASSERT_OK(put_part(uploads(), "k", id, part, body));
        model[part] = body;
    }
    Numbers expected;
    for (const auto& [number, bytes] : model) expected.push_back(number);
    ASSERT_EQ(arrived("k", id), expected);
    const auto stored = get(store(), "k");
    ASSERT_EQ(stored.has_value(), object.has_value());
    ASSERT_TRUE(stored.value_or("") == object.value_or(""));
  }
}

}  // namespace audmg::storage
