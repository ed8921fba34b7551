// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/owner_change.hpp"

#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/locks.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>

namespace audmg::database::dynamodb {
namespace {

/// Steps that are left free for an outbox, which is known only once the files are.
constexpr std::size_t kOutboxSteps = 10;
/// DynamoDB's limit for the items of one transaction is 4 MB.
constexpr std::size_t kMaxTransactionBytes = std::size_t{3} * 1024 * 1024;

std::size_t count_fitting(std::span<const FileShare> shares, std::size_t max_steps) {
  std::size_t count = 0;
  std::size_t steps = 0;
  std::size_t bytes = 0;
  for (const FileShare& share : shares) {
    steps += share.steps.size();
    bytes += share.bytes;
    if (count > 0 && (steps > max_steps || bytes > kMaxTransactionBytes)) break;
    ++count;
  }
  return count;
}

}  // namespace

std::string_view same_revision(const Item& item, Item& values) {
  // Files from before there were revisions have none.
  if (!item.has("revision")) return "attribute_exists(pk) AND attribute_not_exists(revision)";
  values.set(":was", item.size("revision"));
  return "revision = :was";
}

void store_owner_change(const Item& item, const File& file, std::string_view memberships,
                        Transaction& steps) {
  Item values;
  const std::string_view unchanged = same_revision(item, values);
  values.set(":name", file.name)
      .set(":edits", file.edits)
      .set(":collections", memberships)
      .set(":revision", file.revision);
  std::string_view update;
  if (file.trashed_at) {
    // Without the keys of gsi1 the file is in no list.
    update =
        "SET file_name = :name, edits = :edits, collections = :collections, revision = :revision, "
        "trashed_at = :trashed REMOVE g1pk, g1sk";
    values.set(":trashed", *file.trashed_at);
  } else {
    update =
        "SET file_name = :name, edits = :edits, collections = :collections, revision = :revision, "
        "g1pk = :kind, g1sk = :id REMOVE trashed_at";
    values.set(":kind", files_of_kind_g1pk(file.owner, file.kind)).set(":id", file.id.text());
  }
  steps.update(key_of(item), update, unchanged, std::move(values));
  const bool was_trashed_member = item.has("trashed_at") && !item.text("collections").empty();
  const bool is_trashed_member = file.trashed_at && !memberships.empty();
  if (is_trashed_member && !was_trashed_member) steps.put(trashed_member_key(file.owner, file.id));
  if (was_trashed_member && !is_trashed_member) {
    steps.remove(trashed_member_key(file.owner, file.id));
  }
  std::optional<TimePoint> was_trashed_at;
  if (item.has("trashed_at")) was_trashed_at = item.time("trashed_at");
  if (was_trashed_at == file.trashed_at) return;
  if (was_trashed_at) steps.remove(trash_key(file.owner, *was_trashed_at, file.id));
  if (file.trashed_at) steps.put(trash_item(file));
}

Result<SomeCommitted> commit_some(Table& table, OutboxRelay& relay, const UserId& owner,
                                  std::span<const FileShare> shares, const AnnounceFiles& announce,
                                  const Transaction& also) {
  AUDMG_ASSERT(!shares.empty());
  std::size_t count = count_fitting(shares, Transaction::kMaxSteps - kOutboxSteps - also.size());
  for (;;) {
    Transaction steps = also;
    std::vector<File> files;
    for (const FileShare& share : shares.first(count)) {
      steps.append(share.steps);
      files.push_back(share.file);
    }
    const Outbox outbox = announce(files);
    const OutboxSteps with(owner, count == 1 ? files.front().id : FileId(), outbox);
    with.add_to(steps);
    if (steps.size() > Transaction::kMaxSteps && count > 1) {
      count /= 2;
      continue;
    }
    AUDMG_TRY(const Commit commit, steps.commit(table));
    if (commit.done()) with.send(relay);
    return SomeCommitted{.count = count, .done = commit.done()};
  }
}

Result<std::vector<Item>> find_file_items(Table& table, const UserId& owner,
                                          std::span<const FileId> ids) {
  std::vector<Item> keys;
  for (const FileId& id : ids) {
    if (!owner.empty() && !id.empty()) keys.push_back(file_key(owner, id));
  }
  AUDMG_TRY(auto found, table.get_many(keys));
  std::map<std::string, Item, std::less<>> by_key;
  for (Item& item : found) by_key.emplace(item.text(kSk), std::move(item));
  std::vector<Item> items;
  for (const Item& key : keys) {
    const auto item = by_key.find(key.text(kSk));
    if (item != by_key.end()) items.push_back(std::move(item->second));
  }
  return items;
}

}  // namespace audmg::database::dynamodb
