// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/storage/quarantine.hpp"
#include "contract/object_store_steps.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

// What every Quarantine keeps. Include it, then INSTANTIATE_TEST_SUITE_P(..., QuarantineContract).

namespace audmg::storage {

/// An empty store and its quarantine.
class QuarantineTestbed {
 public:
  QuarantineTestbed() = default;
  QuarantineTestbed(const QuarantineTestbed&) = delete;
  QuarantineTestbed& operator=(const QuarantineTestbed&) = delete;
  virtual ~QuarantineTestbed() = default;
  virtual ObjectStore& objects() = 0;
  virtual Quarantine& quarantine() = 0;
  /// Closes the store and opens it again, as a restart does.
  virtual void reopen() = 0;
};

struct QuarantineTestbedParam {
  std::string name;
  std::function<std::unique_ptr<QuarantineTestbed>()> make;
  /// False for a store that expires objects by itself.
  bool purges_on_call = true;
};

inline std::string quarantine_name_of(const testing::TestParamInfo<QuarantineTestbedParam>& param) {
  return param.param.name;
}

class QuarantineContract : public testing::TestWithParam<QuarantineTestbedParam> {
 protected:
  std::unique_ptr<QuarantineTestbed> bed_ = GetParam().make();
  ObjectStore& store() { return bed_->objects(); }
  Quarantine& quarantine() { return bed_->quarantine(); }

  void put_and_quarantine(const std::string& key, std::string_view body) {
    ASSERT_OK(put(store(), key, body));
    ASSERT_OK(quarantine().quarantine_object(key));
  }

  std::vector<std::string> keys(const ListQuarantineRequest& request = {}) {
    const auto listed = quarantine().list_quarantined(request);
    EXPECT_OK(listed);
    std::vector<std::string> keys;
    if (listed) {
      for (const auto& object : *listed) keys.push_back(object.key);
    }
    return keys;
  }
};

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(QuarantineContract);

using Keys = std::vector<std::string>;

TEST_P(QuarantineContract, MovesAnObjectOutOfSightAndBack) {
  const std::string body = noise(100'001, 1);
  ASSERT_OK(put(store(), "orig/u/1", body));
  ASSERT_OK(put(store(), "orig/u/10", "another"));
  // Stores may keep whole seconds.
  const TimePoint before = SystemClock().now() - std::chrono::seconds(2);
  ASSERT_OK(quarantine().quarantine_object("orig/u/1"));
  EXPECT_CODE(store().get_object("orig/u/1"), ErrorCode::not_found);
  EXPECT_CODE(store().head_object("orig/u/1"), ErrorCode::not_found);
  const auto visible = store().list_objects({.prefix = "", .start_after = "", .max_keys = 1000});
  ASSERT_OK(visible);
  ASSERT_EQ(visible->size(), 1U);
  EXPECT_EQ(visible->front().key, "orig/u/10");

  const auto listed = quarantine().list_quarantined({});
  ASSERT_OK(listed);
  ASSERT_EQ(listed->size(), 1U);
  EXPECT_EQ(listed->front().key, "orig/u/1");
  EXPECT_EQ(listed->front().size, body.size());
  EXPECT_GE(listed->front().since, before);
  EXPECT_LE(listed->front().since, SystemClock().now() + std::chrono::seconds(2));

  ASSERT_OK(quarantine().restore_quarantined("orig/u/1"));
  EXPECT_TRUE(get(store(), "orig/u/1") == body);
  EXPECT_EQ(keys(), Keys{});
  EXPECT_CODE(quarantine().restore_quarantined("orig/u/1"), ErrorCode::already_exists);
}

TEST_P(QuarantineContract, AnAbsentObjectIsSuccessAndNothingToBringBack) {
  EXPECT_OK(quarantine().quarantine_object("no/such"));
  EXPECT_OK(quarantine().quarantine_object("../no/key"));
  EXPECT_EQ(keys(), Keys{});
  EXPECT_CODE(quarantine().restore_quarantined("no/such"), ErrorCode::not_found);
  EXPECT_CODE(quarantine().restore_quarantined("../no/key"), ErrorCode::not_found);
}

TEST_P(QuarantineContract, QuarantiningAgainKeepsWhatIsThere) {
  put_and_quarantine("k", "bytes");
  const auto first = quarantine().list_quarantined({});
  ASSERT_OK(first);
  ASSERT_OK(quarantine().quarantine_object("k"));
  const auto second = quarantine().list_quarantined({});
  ASSERT_OK(second);
  ASSERT_EQ(second->size(), 1U);
  EXPECT_EQ(second->front().since, first->front().since);
  ASSERT_OK(quarantine().restore_quarantined("k"));
  EXPECT_EQ(get(store(), "k"), "bytes");
}

TEST_P(QuarantineContract, TheNewestObjectOfAKeyIsKept) {
  put_and_quarantine("k", "former");
  put_and_quarantine("k", "newest object");
  const auto listed = quarantine().list_quarantined({});
  ASSERT_OK(listed);
  ASSERT_EQ(listed->size(), 1U);
  EXPECT_EQ(listed->front().size, 13U);
  ASSERT_OK(quarantine().restore_quarantined("k"));
  EXPECT_EQ(get(store(), "k"), "newest object");
}

TEST_P(QuarantineContract, NeverReplacesAnObjectThatHasTheKeyMeanwhile) {
  put_and_quarantine("k", "former");
  ASSERT_OK(put(store(), "k", "newer"));
  EXPECT_CODE(quarantine().restore_quarantined("k"), ErrorCode::already_exists);
  EXPECT_EQ(get(store(), "k"), "newer");
}

TEST_P(QuarantineContract, ListsInKeyOrderByPages) {
  Keys all;
  for (const std::string name : {"deriv/a/1", "orig/u/1", "orig/u/2", "orig/u/3", "orig/v/1"}) {
    put_and_quarantine(name, name);
    all.push_back(name);
    // Objects that are not in the quarantine are passed over.
    ASSERT_OK(put(store(), name + "x", "visible"));
  }
  EXPECT_EQ(keys(), all);
  Keys paged;
  while (true) {
    const Keys page =
        keys({.start_after = paged.empty() ? std::string() : paged.back(), .max_keys = 2});
    ASSERT_LE(page.size(), 2U);
    if (page.empty()) break;
    paged.insert(paged.end(), page.begin(), page.end());
  }
  EXPECT_EQ(paged, all);
  EXPECT_EQ(keys({.prefix = "orig/u/"}), (Keys{"orig/u/1", "orig/u/2", "orig/u/3"}));
  EXPECT_EQ(keys({.prefix = "orig/", .start_after = "orig/u/2"}), (Keys{"orig/u/3", "orig/v/1"}));
  EXPECT_EQ(keys({.max_keys = 0}), Keys{});
}

TEST_P(QuarantineContract, SurvivesARestart) {
  put_and_quarantine("orig/u/1", "bytes");
  bed_->reopen();
  EXPECT_EQ(keys(), Keys{"orig/u/1"});
  ASSERT_OK(quarantine().restore_quarantined("orig/u/1"));
  bed_->reopen();
  EXPECT_EQ(get(store(), "orig/u/1"), "bytes");
  EXPECT_EQ(keys(), Keys{});
}

TEST_P(QuarantineContract, DeletingOnPurposeLeavesNothingToBringBack) {
  ASSERT_OK(put(store(), "k", "visible"));
  put_and_quarantine("k2", "of another key");
  ASSERT_OK(store().delete_object("k"));
  EXPECT_CODE(quarantine().restore_quarantined("k"), ErrorCode::not_found);

  put_and_quarantine("q", "quarantined");
  ASSERT_OK(store().delete_object("q"));
  EXPECT_CODE(quarantine().restore_quarantined("q"), ErrorCode::not_found);
  EXPECT_EQ(keys(), Keys{"k2"});
}

TEST_P(QuarantineContract, PurgesOnlyWhatWasMovedThereBefore) {
  put_and_quarantine("a", "bytes");
  put_and_quarantine("b", "bytes");
  const auto listed = quarantine().list_quarantined({});
  ASSERT_OK(listed);
  ASSERT_EQ(listed->size(), 2U);
  const auto early = quarantine().purge_quarantined(listed->front().since);
  ASSERT_OK(early);
  EXPECT_EQ(*early, 0U);
  EXPECT_EQ(keys(), (Keys{"a", "b"}));

  const auto late = quarantine().purge_quarantined(listed->back().since + std::chrono::hours(1));
  ASSERT_OK(late);
  if (!GetParam().purges_on_call) {
    EXPECT_EQ(*late, 0U);
    EXPECT_EQ(keys(), (Keys{"a", "b"}));
    return;
  }
  EXPECT_EQ(*late, 2U);
  EXPECT_EQ(keys(), Keys{});
  EXPECT_CODE(quarantine().restore_quarantined("a"), ErrorCode::not_found);
}

}  // namespace audmg::storage
