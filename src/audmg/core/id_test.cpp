// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/id.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
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

}  // namespace
}  // namespace audmg
