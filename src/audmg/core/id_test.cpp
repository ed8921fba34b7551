// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/id.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <set>
#include <span>
#include <thread>
#include <vector>

namespace audmg {
namespace {

const TimePoint kNow{std::chrono::milliseconds(0x0192'3456'789a)};

TEST(Id, CarriesTimeVersionAndVariantOfRfc9562) {
  const std::string text = make_uuid7(kNow);
  ASSERT_TRUE(is_uuid_text(text)) << text;
  EXPECT_EQ(text[14], '7');
  EXPECT_NE(std::string("89ab").find(text[19]), std::string::npos);
}

TEST(Id, SortsInTheOrderOfMaking) {
  std::vector<std::string> ids;
  for (int i = 0; i < 10'000; ++i) ids.push_back(make_uuid7(kNow));
  EXPECT_TRUE(std::ranges::is_sorted(ids));
}

TEST(Id, IsUniqueAcrossThreads) {
  std::vector<std::vector<std::string>> made(4);
  {
    std::vector<std::jthread> threads;
    for (auto& ids : made) {
      threads.emplace_back([&ids] {
        for (int i = 0; i < 5'000; ++i) ids.push_back(make_uuid7(kNow));
      });
    }
  }
  std::set<std::string> all;
  for (const auto& ids : made) all.insert(ids.begin(), ids.end());
  EXPECT_EQ(all.size(), 20'000U);
}

TEST(Id, RefusesTextThatIsNoLowerCaseUuid) {
  EXPECT_FALSE(FileId::parse("").has_value());
  EXPECT_FALSE(FileId::parse("../../etc/passwd").has_value());
  EXPECT_FALSE(FileId::parse("01923456-789A-7000-8000-000000000000").has_value());
  EXPECT_FALSE(FileId::parse("01923456-789a-7000-8000-00000000000").has_value());
  EXPECT_TRUE(FileId::parse("01923456-789a-7000-8000-000000000000").has_value());
}

TEST(Id, IsReadFromItsBytes) {
  constexpr std::string_view kText = "01923456-789a-7bcd-8ef0-0123456789ab";
  const auto bytes = uuid_bytes(kText);
  ASSERT_TRUE(bytes.has_value());
  EXPECT_EQ(bytes->front(), std::byte{0x01});
  EXPECT_EQ(bytes->back(), std::byte{0xab});
  EXPECT_EQ(uuid_text(*bytes), kText);
  EXPECT_EQ(FileId::from_bytes(*bytes)->text(), kText);
  EXPECT_FALSE(FileId::from_bytes(std::span(*bytes).first(15)).has_value());
  EXPECT_FALSE(FileId::from_bytes({}).has_value());
  EXPECT_FALSE(uuid_bytes("01923456-789A-7bcd-8ef0-0123456789ab").has_value());
  EXPECT_FALSE(uuid_bytes("01923456789a7bcd8ef00123456789ab").has_value());
}

TEST(Id, TellsItsTimeAndTakesAnother) {
  const FileId id = FileId::make(kNow + std::chrono::hours(24 * 365 * 100));
  EXPECT_EQ(id.time(), kNow + std::chrono::hours(24 * 365 * 100));
  const FileId moved = *FileId::parse("01923456-789a-7bcd-8ef0-0123456789ab");
  EXPECT_EQ(moved.time(), kNow);
  EXPECT_EQ(moved.with_time(kNow + std::chrono::milliseconds(1)).text(),
            "01923456-789b-7bcd-8ef0-0123456789ab");
  EXPECT_EQ(moved.with_time(TimePoint(std::chrono::milliseconds(-5))).text(),
            "00000000-0000-7bcd-8ef0-0123456789ab");
}

TEST(Id, HasAFirstOneAtEachTime) {
  const FileId first = FileId::first_at(kNow);
  EXPECT_EQ(first.text(), "01923456-789a-0000-0000-000000000000");
  EXPECT_LT(first, FileId::make(kNow));
  EXPECT_GT(first, FileId::parse("01923456-7899-7fff-bfff-ffffffffffff"));
}

}  // namespace
}  // namespace audmg
