// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/file_item.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/membership.hpp"
#include "audmg/database/adapters/dynamodb/repositories.hpp"
#include "audmg/database/adapters/dynamodb/tombstone_item.hpp"
#include "audmg/database/adapters/dynamodb/transaction.hpp"

#include <utility>

namespace audmg::database::dynamodb {
namespace {

constexpr std::size_t kItemsPerRound = 500;

/// Removes the items of the file's places in collections.
Result<void> remove_members(Table& table, const Item& item, const File& file) {
  AUDMG_TRY(const auto memberships, read_memberships(item));
  std::vector<Item> keys;
  for (const Membership& membership : memberships) {
    keys.push_back(member_item(file.owner, file.id, membership));
  }
  return table.remove_many(keys);
}

/// Removes the collections of a deleted user; after that, no file can come into one any more.
Result<void> remove_collections(Table& table, const UserId& owner) {
  Item values;
  values.set(":p", owner_pk(owner)).set(":s", kCollectionPrefix);
  for (;;) {
    AUDMG_TRY(const auto items, table.query({.condition = "pk = :p AND begins_with(sk, :s)",
                                             .values = values,
                                             .limit = kItemsPerRound}));
    if (items.empty()) return {};
    std::vector<Item> keys;
    for (const Item& item : items) keys.push_back(key_of(item));
    AUDMG_CHECK(table.remove_many(keys));
  }
}

Result<void> remove_app_passwords(Table& table, const UserId& owner) {
  Item values;
  values.set(":p", app_passwords_pk(owner));
  AUDMG_TRY(const auto items,
            table.query({.condition = "pk = :p", .values = values, .limit = kItemsPerRound}));
  std::vector<Item> keys;
  for (const Item& item : items) keys.push_back(key_of(item));
  return table.remove_many(keys);
}

/// Removes the item of a file or an upload session of a deleted user, with a tombstone of its
/// object.
Result<void> bury_object(Table& table, const UserId& owner, const Item& item) {
  constexpr std::size_t kPrefixBytes = 2;
  const std::string object_key(item.text("object_key"));
  Tombstone tombstone{object_key, owner, {}};
  Transaction steps;
  if (item.text(kSk).starts_with(kFilePrefix)) {
    if (const auto file = FileId::parse(item.text(kSk).substr(kPrefixBytes))) {
      tombstone.file = *file;
    }
    steps.remove(object_key_key(object_key));
    AUDMG_TRY(const File file, read_file(item));
    AUDMG_CHECK(remove_members(table, item, file));
    for (const Companion& companion : file.companions) {
      steps.remove(object_key_key(companion.object_key));
      steps.put(tombstone_item({companion.object_key, owner, FileId{}}));
    }
  }
  steps.remove(key_of(item));
  steps.put(tombstone_item(tombstone));
  AUDMG_CHECK(steps.commit(table));
  return {};
}

}  // namespace

Result<void> finish_deletion(Table& table, const UserId& owner) {
  AUDMG_CHECK(remove_app_passwords(table, owner));
  AUDMG_CHECK(remove_collections(table, owner));
  Item values;
  values.set(":p", owner_pk(owner));
  const Item mark = deletion_key(owner);
  // What is removed at this moment by others, which needs its own item to be there, still changes
  // the usage. So that goes once no such item is left.
  const Item usage = usage_key(owner);
  Item after;
  for (;;) {
    AUDMG_TRY(
        const auto items,
        table.query(
            {.condition = "pk = :p", .values = values, .after = after, .limit = kItemsPerRound}));
    if (items.empty()) break;
    std::vector<Item> keys;
    for (const Item& item : items) {
      if (item.has("object_key")) {
        AUDMG_CHECK(bury_object(table, owner, item));
      } else if (item.text(kSk) != mark.text(kSk) && item.text(kSk) != usage.text(kSk)) {
        keys.push_back(key_of(item));
      }
    }
    AUDMG_CHECK(table.remove_many(keys));
    after = key_of(items.back());
  }
  AUDMG_TRY([[maybe_unused]] const bool counted, table.remove(usage));
  AUDMG_TRY([[maybe_unused]] const bool removed, table.remove(mark));
  return {};
}

}  // namespace audmg::database::dynamodb
