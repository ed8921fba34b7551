// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/audit_chain.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace audmg::database {
namespace {

constexpr TimePoint kTime{std::chrono::milliseconds(1'767'355'200'123)};

AuditEntry entry() {
  return {.id = *AuditEntryId::parse("019b7e94-327b-7000-8000-000000000001"),
          .user = *UserId::parse("019b7e94-327b-7000-8000-00000000000a"),
          .at = kTime,
          .action = "login",
          .network = "192.0.2.0/24",
          .device = "Firefox on Linux",
          .detail = "{}"};
}

/// Three entries of one user, last first.
std::vector<AuditEntry> chain() {
  std::vector<AuditEntry> entries;
  for (int i = 0; i < 3; ++i) {
    AuditEntry next = entry();
    next.action = "action " + std::to_string(i);
    const bool is_first = entries.empty();
    entries.insert(entries.begin(), chained(next, is_first ? AuditEntryId() : entries[0].id,
                                            is_first ? "" : entries[0].hash));
  }
  return entries;
}

// sha256sum of the text that docs/formats/database.md describes.
TEST(AuditChain, TheHashIsThatOfTheDocumentedText) {
  EXPECT_EQ(audit_hash(entry(), "ab"),
            "4943af47173ccb850ead2ddbcab244b20656477b7b736e4f45cb684e3530ba7f");
  AuditEntry by_admin = entry();
  by_admin.actor = *UserId::parse("019b7e94-327b-7000-8000-00000000000b");
  EXPECT_EQ(audit_hash(by_admin, ""),
            "223c6c5cbc4faf097657f0c70b681796dc65efb3fc0324e81daa52e99dff5d53");
}

TEST(AuditChain, EveryMemberCounts) {
  const std::string hash = audit_hash(entry(), "");
  const std::vector<std::function<void(AuditEntry&)>> changes{
      [](AuditEntry& e) { e.id = AuditEntryId::make(kTime); },
      [](AuditEntry& e) { e.user = {}; },
      [](AuditEntry& e) { e.actor = UserId::make(kTime); },
      [](AuditEntry& e) { e.at += std::chrono::milliseconds(1); },
      [](AuditEntry& e) { e.action = "logins"; },
      [](AuditEntry& e) { e.network.clear(); },
      [](AuditEntry& e) { e.device = "Firefox"; },
      [](AuditEntry& e) { e.detail = "{ }"; },
      [](AuditEntry& e) {
        e.network += "F";
        e.device.erase(0, 1);
      },
  };
  for (const auto& change : changes) {
    AuditEntry changed = entry();
    change(changed);
    EXPECT_NE(audit_hash(changed, ""), hash);
  }
  EXPECT_NE(audit_hash(entry(), "0"), hash);
}

TEST(AuditChain, AChangeAGapAndAnotherOrderShow) {
  const std::vector<AuditEntry> whole = chain();
  EXPECT_TRUE(is_chained(whole));
  EXPECT_TRUE(is_chained({}));
  EXPECT_TRUE(is_chained(std::vector{whole[0], whole[1]})) << "the oldest may have been removed";
  EXPECT_FALSE(is_chained(std::vector{whole[0], whole[2]}));
  EXPECT_FALSE(is_chained(std::vector{whole[1], whole[0], whole[2]}));
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::vector<AuditEntry> changed = whole;
    changed[i].detail = R"({"other":true})";
    EXPECT_FALSE(is_chained(changed)) << i;
    changed[i].hash = audit_hash(changed[i], changed[i].previous_hash);
    EXPECT_EQ(is_chained(changed), i == 0) << "what comes after it tells";
  }
}

TEST(AuditChain, IdsNeverGoBack) {
  const AuditEntry first = chained(entry(), {}, "");
  EXPECT_EQ(first.id, entry().id);
  EXPECT_EQ(first.previous_hash, "");
  const AuditEntry same = chained(entry(), first.id, first.hash);
  EXPECT_EQ(same.id.text(), "019b7e94-327c-7000-8000-000000000001") << "a millisecond later";
  EXPECT_EQ(same.at, first.at);
  AuditEntry late = entry();
  late.id = AuditEntryId::make(kTime);
  EXPECT_EQ(chained(late, first.id, first.hash).id, late.id) << "a later one stays";
}

}  // namespace
}  // namespace audmg::database
