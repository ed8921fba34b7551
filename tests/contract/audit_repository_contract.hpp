// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/audit_chain.hpp"
#include "audmg/database/audit_repository.hpp"
#include "contract/at_once.hpp"
#include "contract/error_code.hpp"
#include "doubles/sample_rows.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace audmg::database {

/// What every AuditRepository does. `Harness`: see UserRepositoryContract.
template <class Harness>
class AuditRepositoryContract : public testing::Test {
 protected:
  AuditRepository& audit() { return harness_.audit(); }

  AuditEntry append(const UserId& user, const std::string& action = "login", TimePoint at = kNoon) {
    AuditEntry entry = make_audit_entry(user, action, at);
    EXPECT_TRUE(audit().append_entry(entry));
    return entry;
  }

  std::vector<AuditEntry> list(const ListAuditRequest& request) {
    const auto listed = audit().list_entries(request);
    EXPECT_TRUE(listed);
    return listed ? *listed : std::vector<AuditEntry>{};
  }

  std::vector<std::string> actions(const ListAuditRequest& request) {
    std::vector<std::string> actions;
    for (const AuditEntry& entry : list(request)) actions.push_back(entry.action);
    return actions;
  }

  Harness harness_;
  const UserId ada_ = UserId::make(kNoon);
  const UserId grace_ = UserId::make(kNoon);
};

TYPED_TEST_SUITE_P(AuditRepositoryContract);

TYPED_TEST_P(AuditRepositoryContract, AnEntryComesBackWithItsHash) {
  AuditEntry entry = make_audit_entry(this->ada_, "role_changed", minutes_after_noon(1));
  entry.actor = this->grace_;
  ASSERT_TRUE(this->audit().append_entry(entry));
  const auto listed = this->list({.user = this->ada_});
  ASSERT_EQ(listed.size(), 1U);
  const AuditEntry& found = listed[0];
  EXPECT_EQ(found.id, entry.id);
  EXPECT_EQ(found.user, entry.user);
  EXPECT_EQ(found.actor, entry.actor);
  EXPECT_EQ(found.at, entry.at);
  EXPECT_EQ(found.action, entry.action);
  EXPECT_EQ(found.network, entry.network);
  EXPECT_EQ(found.device, entry.device);
  EXPECT_EQ(found.detail, entry.detail);
  EXPECT_EQ(found.previous_hash, "");
  EXPECT_EQ(found.hash, audit_hash(found, ""));
}

TYPED_TEST_P(AuditRepositoryContract, WhatTheCallerSaysOfHashesIsIgnored) {
  AuditEntry entry = make_audit_entry(this->ada_);
  entry.previous_hash = std::string(64, 'e');
  entry.hash = std::string(64, 'f');
  ASSERT_TRUE(this->audit().append_entry(entry));
  EXPECT_EQ(this->list({.user = this->ada_}).at(0).previous_hash, "");
  EXPECT_TRUE(is_chained(this->list({.user = this->ada_})));
}

TYPED_TEST_P(AuditRepositoryContract, EachUsersEntriesAreAChainOfTheirOwn) {
  for (int i = 0; i < 4; ++i) {
    this->append(this->ada_, "a" + std::to_string(i));
    this->append(this->grace_, "g" + std::to_string(i));
    this->append({}, "n" + std::to_string(i));
  }
  for (const UserId& user : {this->ada_, this->grace_}) {
    const auto listed = this->list({.user = user});
    ASSERT_EQ(listed.size(), 4U);
    EXPECT_EQ(listed[3].previous_hash, "");
    EXPECT_EQ(listed[0].previous_hash, listed[1].hash);
    EXPECT_TRUE(is_chained(listed));
  }
  std::vector<AuditEntry> of_nobody;
  for (const AuditEntry& entry : this->list({})) {
    if (entry.user.empty()) of_nobody.push_back(entry);
  }
  EXPECT_EQ(of_nobody.size(), 4U);
  EXPECT_TRUE(is_chained(of_nobody));
}

TYPED_TEST_P(AuditRepositoryContract, ListsLastFirstPageByPage) {
  for (int i = 0; i < 5; ++i) {
    this->append(this->ada_, "a" + std::to_string(i), minutes_after_noon(i));
    this->append(this->grace_, "g" + std::to_string(i), minutes_after_noon(i));
  }
  using Actions = std::vector<std::string>;
  EXPECT_EQ(this->actions({.user = this->ada_}), (Actions{"a4", "a3", "a2", "a1", "a0"}));
  EXPECT_EQ(this->actions({.user = this->ada_, .limit = 2}), (Actions{"a4", "a3"}));
  const AuditEntryId last = this->list({.user = this->ada_, .limit = 2}).at(1).id;
  EXPECT_EQ(this->actions({.user = this->ada_, .before = last, .limit = 2}), (Actions{"a2", "a1"}));
  EXPECT_EQ(this->actions({.limit = 3}), (Actions{"g4", "a4", "g3"}));
  const AuditEntryId last_of_all = this->list({.limit = 3}).at(2).id;
  EXPECT_EQ(this->actions({.before = last_of_all, .limit = 3}), (Actions{"a3", "g2", "a2"}));
  EXPECT_TRUE(this->actions({.user = UserId::make(kNoon)}).empty());
}

TYPED_TEST_P(AuditRepositoryContract, SixteenAtOnceMakeOneChain) {
  std::vector<AuditEntry> entries;
  for (int i = 0; i < 16; ++i) entries.push_back(make_audit_entry(this->ada_));
  const auto appended =
      at_once(16, [&](std::size_t i) { return this->audit().append_entry(entries[i]); });
  EXPECT_EQ(count_successes(appended), 16U);
  const auto listed = this->list({.user = this->ada_});
  ASSERT_EQ(listed.size(), 16U);
  EXPECT_TRUE(is_chained(listed));
}

TYPED_TEST_P(AuditRepositoryContract, AClockThatWasSetBackLeavesTheChainInOrder) {
  this->append(this->ada_, "first", minutes_after_noon(10));
  this->append(this->ada_, "second", minutes_after_noon(5));
  this->append(this->ada_, "third", minutes_after_noon(5));
  EXPECT_EQ(this->actions({.user = this->ada_}),
            (std::vector<std::string>{"third", "second", "first"}));
  const auto listed = this->list({.user = this->ada_});
  EXPECT_EQ(listed.at(0).at, minutes_after_noon(5)) << "the time stays what it was";
  EXPECT_TRUE(is_chained(listed));
}

TYPED_TEST_P(AuditRepositoryContract, OldEntriesGoAndTheRestIsStillAChain) {
  for (int i = 0; i < 4; ++i) {
    this->append(this->ada_, "a" + std::to_string(i), minutes_after_noon(i));
    this->append({}, "n" + std::to_string(i), minutes_after_noon(i));
  }
  ASSERT_TRUE(this->audit().delete_entries_before(minutes_after_noon(2)));
  EXPECT_EQ(this->actions({.user = this->ada_}), (std::vector<std::string>{"a3", "a2"}));
  EXPECT_EQ(this->actions({}).size(), 4U);
  EXPECT_TRUE(is_chained(this->list({.user = this->ada_})));
  this->append(this->ada_, "a4", minutes_after_noon(4));
  EXPECT_EQ(this->list({.user = this->ada_}).size(), 3U);
  EXPECT_TRUE(is_chained(this->list({.user = this->ada_})));
  ASSERT_TRUE(this->audit().delete_entries_before(minutes_after_noon(60)));
  EXPECT_TRUE(this->actions({}).empty());
}

TYPED_TEST_P(AuditRepositoryContract, TheLargestDetailComesBack) {
  AuditEntry entry = make_audit_entry(this->ada_);
  entry.detail = R"({"text":")" + std::string(1012, 'x') + R"("})";
  ASSERT_TRUE(this->audit().append_entry(entry));
  EXPECT_EQ(this->list({.user = this->ada_}).at(0).detail, entry.detail);
}

REGISTER_TYPED_TEST_SUITE_P(AuditRepositoryContract, AnEntryComesBackWithItsHash,
                            WhatTheCallerSaysOfHashesIsIgnored, EachUsersEntriesAreAChainOfTheirOwn,
                            ListsLastFirstPageByPage, SixteenAtOnceMakeOneChain,
                            AClockThatWasSetBackLeavesTheChainInOrder,
                            OldEntriesGoAndTheRestIsStillAChain, TheLargestDetailComesBack);

}  // namespace audmg::database
