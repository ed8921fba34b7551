// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/delete_file.hpp"

#include "audmg/database/adapters/dynamodb/file_change.hpp"
#include "audmg/database/adapters/dynamodb/file_item.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/locks.hpp"
#include "audmg/database/adapters/dynamodb/member_change.hpp"
#include "audmg/database/adapters/dynamodb/owner_change.hpp"
#include "audmg/database/adapters/dynamodb/tombstone_item.hpp"
#include "audmg/database/adapters/dynamodb/usage_steps.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace audmg::database::dynamodb {
namespace {

constexpr std::size_t kMaxFileEvents = 10'000;
/// Collections that a file leaves in one transaction, with two steps for each.
constexpr std::size_t kMaxCollectionsLeft = 30;

/// Takes the file out of collections until it can leave the rest together with its deletion.
/// Returns those that it has left.
Result<std::vector<CollectionId>> leave_most_collections(Table& table, OutboxRelay& relay,
                                                         const UserId& owner, const FileId& id) {
  std::vector<CollectionId> all_left;
  for (bool again = true; again;) {
    std::vector<CollectionId> left;
    const auto leave_some = [&](const Item& item, Transaction& steps) -> Result<bool> {
      left.clear();
      AUDMG_TRY(File file, read_file(item));
      AUDMG_TRY(const auto memberships, read_memberships(item));
      if (memberships.size() <= kMaxCollectionsLeft) return false;
      const std::span<const Membership> all(memberships);
      const auto leaving = all.first(kMaxCollectionsLeft);
      for (const Membership& membership : leaving) left.push_back(membership.collection);
      AUDMG_CHECK(leave_collections(table, file, leaving, steps));
      ++file.revision;
      store_owner_change(item, file, write_memberships(all.subspan(kMaxCollectionsLeft)), steps);
      return true;
    };
    AUDMG_CHECK(change_file(table, relay, owner, id, {}, leave_some));
    again = !left.empty();
    std::ranges::move(left, std::back_inserter(all_left));
  }
  return all_left;
}

/// Adds the step that removes the file's item, if its companions, its collections and its place in
/// the trash are still those in `item`: what belongs to them goes with it.
void remove_item(const Item& item, Transaction& steps) {
  Item values;
  std::string unchanged(same_revision(item, values));
  if (item.has("companions")) {
    values.set(":companions", item.text("companions"));
    unchanged += " AND companions = :companions";
  } else {
    unchanged += " AND attribute_not_exists(companions)";
  }
  steps.remove(key_of(item), unchanged, std::move(values));
}

/// Adds the steps that leave tombstones where there were objects.
void bury_objects(const File& file, Transaction& steps) {
  steps.remove(object_key_key(file.object_key));
  steps.put(tombstone_item({file.object_key, file.owner, file.id}));
  for (const Companion& companion : file.companions) {
    steps.remove(object_key_key(companion.object_key));
    steps.put(tombstone_item({companion.object_key, file.owner, FileId{}}));
  }
}

/// Removes all events of the file but its last ones.
Result<void> remove_events(Table& table, const UserId& owner, const FileId& file,
                           const std::vector<NewEvent>& last) {
  Item values;
  values.set(":p", owner_pk(owner)).set(":s", file_event_prefix(file));
  AUDMG_TRY(const auto events, table.query({.condition = "pk = :p AND begins_with(sk, :s)",
                                            .values = values,
                                            .limit = kMaxFileEvents}));
  std::vector<Item> keys;
  for (const Item& event : events) {
    const std::string_view name = end_of_sk(event);
    const auto is_it = [&](const NewEvent& other) { return other.id.text() == name; };
    if (std::ranges::any_of(last, is_it)) continue;
    keys.push_back(key_of(event));
    keys.push_back(key(event.text(kPk), std::string(kEventPrefix).append(name)));
  }
  return table.remove_many(keys);
}

}  // namespace

Result<std::optional<File>> delete_file(Table& table, OutboxRelay& relay, const UserId& owner,
                                        const FileId& id, const Outbox& outbox) {
  std::optional<File> deleted;
  const auto remove = [&](const Item& item, Transaction& steps) -> Result<bool> {
    AUDMG_TRY(deleted, read_file(item));
    remove_item(item, steps);
    if (has_content_lock(*deleted)) steps.remove(content_key(owner, deleted->sha256));
    bury_objects(*deleted, steps);
    change_usage(steps, owner,
                 {.bytes = -static_cast<std::int64_t>(counted_bytes(*deleted)), .files = -1});
    AUDMG_TRY(const auto memberships, read_memberships(item));
    AUDMG_CHECK(leave_collections(table, *deleted, memberships, steps));
    if (deleted->trashed_at) {
      steps.remove(trash_key(owner, *deleted->trashed_at, id));
      if (!memberships.empty()) steps.remove(trashed_member_key(owner, id));
    }
    return true;
  };
  AUDMG_TRY(auto left_before, leave_most_collections(table, relay, owner, id));
  AUDMG_CHECK(change_file(table, relay, owner, id, outbox, remove));
  if (!deleted) return deleted;
  std::ranges::move(left_before, std::back_inserter(deleted->collections));
  AUDMG_CHECK(after_change(remove_events(table, owner, id, outbox.events)));
  return deleted;
}

}  // namespace audmg::database::dynamodb
