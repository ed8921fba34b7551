// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/audit_repository.hpp"

#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/locks.hpp"
#include "audmg/database/adapters/dynamodb/repositories.hpp"
#include "audmg/database/adapters/dynamodb/transaction.hpp"
#include "audmg/database/audit_chain.hpp"

#include <string>
#include <utility>

namespace audmg::database::dynamodb {
namespace {

/// delete_entries_before() is exact; this is for deployments that never call it.
constexpr std::chrono::hours kEntryTtl{366 * 24};
/// Entries that one call of delete_entries_before() removes.
constexpr std::size_t kMaxRemovedEntries = 4'000;

Item audit_item(const AuditEntry& entry) {
  Item item = audit_key(entry.user, entry.id);
  item.set("actor", entry.actor.text())
      .set("happened_at", entry.at)
      .set("action", entry.action)
      .set("network", entry.network)
      .set("device", entry.device)
      .set("detail", entry.detail)
      .set("previous_hash", entry.previous_hash)
      .set(kEntryHash, entry.hash)
      .set(kG1Pk, kAuditG1Pk)
      .set(kG1Sk, entry.id.text());
  set_ttl(item, entry.at + kEntryTtl);
  return item;
}

Result<AuditEntry> read_entry(const Item& item) {
  constexpr std::size_t kPrefixBytes = 2;
  const auto id = AuditEntryId::parse(end_of_sk(item));
  if (!id) return fail(ErrorCode::corrupt, "dynamodb: an audit entry without an id");
  return AuditEntry{.id = *id,
                    .user = UserId::parse(item.text(kPk).substr(kPrefixBytes)).value_or(UserId{}),
                    .actor = UserId::parse(item.text("actor")).value_or(UserId{}),
                    .at = item.time("happened_at"),
                    .action = std::string(item.text("action")),
                    .network = std::string(item.text("network")),
                    .device = std::string(item.text("device")),
                    .detail = std::string(item.text("detail")),
                    .previous_hash = std::string(item.text("previous_hash")),
                    .hash = std::string(item.text(kEntryHash))};
}

class DynamoAuditRepository final : public AuditRepository {
 public:
  explicit DynamoAuditRepository(Table& table) : table_(table) {}

  Result<void> append_entry(AuditEntry entry) override {
    AUDMG_TRY([[maybe_unused]] const bool appended,
              retry_conflicts<bool>([&] { return try_append(entry); }));
    return {};
  }

  Result<std::vector<AuditEntry>> list_entries(const ListAuditRequest& request) override {
    AUDMG_TRY(const auto items, request.user.empty() ? find_all(request) : find_of_user(request));
    std::vector<AuditEntry> entries;
    for (const Item& item : items) {
      AUDMG_TRY(AuditEntry entry, read_entry(item));
      entries.push_back(std::move(entry));
    }
    return entries;
  }

  Result<void> delete_entries_before(TimePoint time) override {
    Item values;
    values.set(":p", kAuditG1Pk).set(":before", AuditEntryId::first_at(time).text());
    AUDMG_TRY(const auto items, table_.query({.index = "gsi1",
                                              .condition = "g1pk = :p AND g1sk < :before",
                                              .values = values,
                                              .limit = kMaxRemovedEntries}));
    std::vector<Item> keys;
    for (const Item& item : items) keys.push_back(key_of(item));
    return table_.remove_many(keys);
  }

 private:
  Result<std::optional<bool>> try_append(const AuditEntry& entry) {
    const std::string pk = audit_pk(entry.user);
    AUDMG_TRY(const auto head, table_.get(audit_head_key(pk)));
    const Item last = head.value_or(Item{});
    Item item = audit_item(
        chained(entry, AuditEntryId::parse(last.text(kLastEntry)).value_or(AuditEntryId{}),
                last.text(kEntryHash)));
    Item values;
    if (head) values.set(":previous", last.text(kEntryHash));
    Transaction steps;
    steps.put(audit_head(item), head ? "entry_hash = :previous" : "attribute_not_exists(pk)",
              std::move(values));
    steps.put(std::move(item));
    AUDMG_TRY(const Commit commit, steps.commit(table_));
    if (!commit.done()) return std::nullopt;  // Another entry came first.
    return true;
  }

  Result<std::vector<Item>> find_of_user(const ListAuditRequest& request) {
    // '$' is the character after '#'.
    const std::string before =
        request.before.empty() ? "E$" : std::string(kAuditEntryPrefix) + request.before.text();
    Item values;
    values.set(":p", audit_pk(request.user)).set(":before", before);
    return table_.query({.condition = "pk = :p AND sk < :before",
                         .values = values,
                         .newest_first = true,
                         .limit = request.limit});
  }

  Result<std::vector<Item>> find_all(const ListAuditRequest& request) {
    // '~' sorts after all ids.
    Item values;
    values.set(":p", kAuditG1Pk)
        .set(":before", request.before.empty() ? "~" : request.before.text());
    return table_.query({.index = "gsi1",
                         .condition = "g1pk = :p AND g1sk < :before",
                         .values = values,
                         .newest_first = true,
                         .limit = request.limit});
  }

  Table& table_;
};

}  // namespace

std::unique_ptr<AuditRepository> make_audit_repository(Table& table) {
  return std::make_unique<DynamoAuditRepository>(table);
}

}  // namespace audmg::database::dynamodb
