// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/order_key.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <vector>

namespace audmg {
namespace {

std::size_t longest(const std::vector<std::string>& keys) {
  std::size_t length = 0;
  for (const std::string& key : keys) length = std::max(length, key.size());
  return length;
}

bool is_ascending(const std::vector<std::string>& keys) {
  return std::ranges::adjacent_find(keys, std::ranges::greater_equal{}) == keys.end();
}

bool is_of_letters_and_digits(const std::string& key) {
  return std::ranges::all_of(key, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  });
}

/// A list of keys into which others are put.
class List {
 public:
  [[nodiscard]] std::size_t size() const { return order_.size(); }
  [[nodiscard]] std::vector<std::string> keys() const {
    std::vector<std::string> keys;
    for (const std::size_t place : order_) keys.push_back(keys_[place]);
    return keys;
  }

  /// Puts `count` new keys before the one with this index.
  void insert(std::size_t index, std::size_t count = 1) {
    const std::string low = index == 0 ? "" : keys_[order_[index - 1]];
    const std::string high = index == order_.size() ? "" : keys_[order_[index]];
    const std::vector<std::string> made = order_keys_between(low, high, count);
    ASSERT_EQ(made.size(), count);
    std::vector<std::size_t> places;
    for (const std::string& key : made) {
      ASSERT_TRUE(is_of_letters_and_digits(key)) << key;
      ASSERT_GT(key, low);
      if (!high.empty()) {
        ASSERT_LT(key, high);
      }
      places.push_back(keys_.size());
      keys_.push_back(key);
    }
    order_.insert(order_.begin() + static_cast<std::ptrdiff_t>(index), places.begin(),
                  places.end());
  }

 private:
  std::vector<std::string> keys_;
  // Places in `keys_`: numbers move faster than text.
  std::vector<std::size_t> order_;
};

TEST(OrderKeys, NoneAreMadeOfNone) { EXPECT_TRUE(order_keys_between("", "", 0).empty()); }

TEST(OrderKeys, StayShortAtTheEnd) {
  List one_by_one;
  for (std::size_t i = 0; i < 10'000; ++i) one_by_one.insert(i);
  EXPECT_TRUE(is_ascending(one_by_one.keys()));
  EXPECT_LE(longest(one_by_one.keys()), 4U);
  EXPECT_EQ(order_keys_between("", "", 10'000), one_by_one.keys());
}

TEST(OrderKeys, StayShortAtTheStart) {
  List list;
  list.insert(0);
  for (std::size_t i = 0; i < 10'000; ++i) list.insert(0);
  EXPECT_TRUE(is_ascending(list.keys()));
  EXPECT_LE(longest(list.keys()), 4U);
  const auto together = order_keys_between("", list.keys().front(), 10'000);
  EXPECT_TRUE(is_ascending(together));
  EXPECT_LT(together.back(), list.keys().front());
  EXPECT_LE(longest(together), 4U);
}

TEST(OrderKeys, KeepTheOrderOfRandomInsertions) {
  for (std::uint32_t seed = 1; seed <= 5; ++seed) {
    std::mt19937 random(seed);
    List list;
    for (std::size_t i = 0; i < 10'000; ++i) {
      list.insert(std::uniform_int_distribution<std::size_t>(0, i)(random));
      if (HasFatalFailure()) return;
    }
    EXPECT_TRUE(is_ascending(list.keys()));
    EXPECT_LE(longest(list.keys()), 24U) << seed;
  }
}

TEST(OrderKeys, KeepTheOrderOfManyAtOnce) {
  std::mt19937 random(7);
  List list;
  while (list.size() < 50'000) {
    const auto index = std::uniform_int_distribution<std::size_t>(0, list.size())(random);
    list.insert(index, std::uniform_int_distribution<std::size_t>(1, 500)(random));
    if (HasFatalFailure()) return;
  }
  EXPECT_TRUE(is_ascending(list.keys()));
  EXPECT_LE(longest(list.keys()), 24U);
}

// A member is put before the last one, or behind the first one, again and again.
TEST(OrderKeys, StayUsableWhereOnePlaceIsFilledOverAndOver) {
  for (const bool at_the_end : {true, false}) {
    List list;
    list.insert(0, 2);
    for (std::size_t i = 1; i <= 5'000; ++i) {
      list.insert(at_the_end ? i : 1);
      if (HasFatalFailure()) return;
    }
    EXPECT_TRUE(is_ascending(list.keys()));
    EXPECT_LE(longest(list.keys()), 500U);
  }
}

/// A list whose keys are made anew where they have become long.
class RespacedList {
 public:
  static constexpr std::size_t kLongest = 48;
  static constexpr std::ptrdiff_t kMost = 1000;

  [[nodiscard]] const std::vector<std::string>& keys() const { return keys_; }
  [[nodiscard]] std::size_t respaced() const { return respaced_; }

  void insert(std::size_t index) {
    const std::string low = index == 0 ? "" : keys_[index - 1];
    const std::string high = index == keys_.size() ? "" : keys_[index];
    const std::string key = order_keys_between(low, high, 1).front();
    keys_.insert(keys_.begin() + static_cast<std::ptrdiff_t>(index), key);
    if (key.size() <= kLongest) return;
    for (std::size_t length = kCrowdedBeginning; !respace(key.substr(0, length));) {
      ++length;
    }
  }

 private:
  /// Returns false if too many keys begin like this.
  bool respace(const std::string& beginning) {
    const auto is_alike = [&](const std::string& key) {
      return key.starts_with(beginning) && key != beginning;
    };
    const auto first = std::ranges::find_if(keys_, is_alike);
    const auto end = std::find_if_not(first, keys_.end(), is_alike);
    if (end - first > kMost) return false;
    const std::string low = first == keys_.begin() ? "" : *(first - 1);
    const std::string high = end == keys_.end() ? "" : *end;
    const auto made = order_keys_between(low, high, static_cast<std::size_t>(end - first));
    respaced_ += made.size();
    std::ranges::copy(made, first);
    return true;
  }

  std::vector<std::string> keys_;
  std::size_t respaced_ = 0;
};

TEST(OrderKeys, StayShortWhereOnePlaceIsFilledIfTheyAreRespaced) {
  constexpr std::size_t kMembers = 10'000;
  std::mt19937 random(11);
  const std::vector<std::function<std::size_t(std::size_t)>> places = {
      [](std::size_t) { return 1U; },                                  // behind the first
      [](std::size_t count) { return count - 1; },                     // before the last
      [](std::size_t count) { return count / 2; },                     // in the middle
      [](std::size_t count) { return count / 2 + (count % 2 == 0); },  // on both sides of one
      [&](std::size_t count) { return count / 2 - random() % 2; },
  };
  for (std::size_t i = 0; i < places.size(); ++i) {
    RespacedList list;
    list.insert(0);
    list.insert(1);
    while (list.keys().size() < kMembers) list.insert(places[i](list.keys().size()));
    EXPECT_TRUE(is_ascending(list.keys())) << i;
    EXPECT_LE(longest(list.keys()), RespacedList::kLongest) << i;
    EXPECT_LE(list.respaced(), 50 * kMembers) << i;
  }
}

TEST(OrderKeys, LieBetweenNeighbours) {
  EXPECT_EQ(order_keys_between("az", "", 1).front(), "b00");
  EXPECT_EQ(order_keys_between("", "a0", 1).front(), "Zz");
  EXPECT_EQ(order_keys_between("", "Z0", 1).front(), "Yzz");
  EXPECT_EQ(order_keys_between("a1", "a3", 1).front(), "a2");
  EXPECT_EQ(order_keys_between("", "a1V", 1).front(), "a1");
  for (const auto& [low, high] :
       std::vector<std::pair<std::string, std::string>>{{"a0", "a1"},
                                                        {"a0", "a0V"},
                                                        {"a0", "a01"},
                                                        {"a0", "a001"},
                                                        {"a0z", "a1"},
                                                        {"a0zz", "a1"},
                                                        {"a01", "a02"},
                                                        {"a0V", "a0VV"},
                                                        {"Zz", "a0"},
                                                        {"az", "b00"},
                                                        {"a01", "a011"},
                                                        {"a0Uz", "a0V"}}) {
    const auto keys = order_keys_between(low, high, 100);
    EXPECT_TRUE(is_ascending(keys)) << low << ' ' << high;
    EXPECT_LT(low, keys.front());
    EXPECT_LT(keys.back(), high);
  }
}

}  // namespace
}  // namespace audmg
