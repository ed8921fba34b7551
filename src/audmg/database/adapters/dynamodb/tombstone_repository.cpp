// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/tombstone_repository.hpp"

#include "audmg/database/adapters/dynamodb/due_items.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/readable_items.hpp"
#include "audmg/database/adapters/dynamodb/repositories.hpp"
#include "audmg/database/adapters/dynamodb/tombstone_item.hpp"

#include <algorithm>
#include <utility>

namespace audmg::database::dynamodb {
namespace {

/// Due time of tombstones; any later time finds them.
constexpr TimePoint kAtOnce{};

Result<Tombstone> read_tombstone(const Item& item) {
  const auto owner = UserId::parse(item.text("owner_id"));
  if (!owner) return fail(ErrorCode::corrupt, "dynamodb: a tombstone of nobody");
  Tombstone tombstone{std::string(buried_object_key(item)), *owner, {}};
  if (const auto file = FileId::parse(item.text("file_id"))) tombstone.file = *file;
  return tombstone;
}

Result<OwnerTombstone> read_owner_tombstone(const Item& item) {
  constexpr std::size_t kPrefixBytes = 3;
  auto owner = UserId::parse(item.text(kPk).substr(kPrefixBytes));
  if (!owner) return fail(ErrorCode::corrupt, "dynamodb: a tombstone of no owner");
  return OwnerTombstone{.owner = *std::move(owner), .due_at = item.time("due_at")};
}

Item due_owner(const UserId& owner, TimePoint due_at) {
  Item item = owner_tombstone_key(owner);
  item.set("due_at", due_at);
  set_due(item, Due::owner_tombstone, due_at, owner.text());
  return item;
}

class DynamoTombstoneRepository final : public TombstoneRepository {
 public:
  explicit DynamoTombstoneRepository(Table& table) : table_(table) {}

  Result<std::vector<Tombstone>> list_tombstones(std::size_t limit) override {
    AUDMG_TRY(const auto due,
              find_due(table_, Due::tombstone, kAtOnce + std::chrono::milliseconds(1), limit));
    std::vector<Item> keys;
    for (const Item& item : due) {
      if (keys.size() == limit) break;
      keys.push_back(key_of(item));
    }
    AUDMG_TRY(const auto items, table_.get_many(keys));
    return read_readable(table_, items, read_tombstone);
  }

  Result<std::vector<bool>> has_tombstones(std::span<const std::string> object_keys) override {
    std::vector<std::string> wanted(object_keys.begin(), object_keys.end());
    std::ranges::sort(wanted);
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    std::vector<Item> keys;
    for (const std::string& object_key : wanted) keys.push_back(tombstone_key(object_key));
    AUDMG_TRY(const auto items, table_.get_many(keys));
    std::vector<std::string_view> buried;
    for (const Item& item : items) buried.push_back(buried_object_key(item));
    std::ranges::sort(buried);
    std::vector<bool> found;
    for (const std::string& object_key : object_keys) {
      found.push_back(std::ranges::binary_search(buried, std::string_view(object_key)));
    }
    return found;
  }

  Result<void> remove_tombstones(std::span<const std::string> object_keys) override {
    std::vector<Item> keys;
    for (const std::string& object_key : object_keys) keys.push_back(tombstone_key(object_key));
    return table_.remove_many(keys);
  }

  Result<std::vector<OwnerTombstone>> list_owner_tombstones(TimePoint now,
                                                            std::size_t limit) override {
    AUDMG_TRY(const auto due,
              find_due(table_, Due::owner_tombstone, now + std::chrono::milliseconds(1), limit));
    std::vector<Item> keys;
    for (const Item& item : due) {
      if (keys.size() == limit) break;
      keys.push_back(key_of(item));
    }
    // The index lags: one may be gone or postponed.
    AUDMG_TRY(const auto items, table_.get_many(keys));
    std::vector<OwnerTombstone> owners;
    for (OwnerTombstone& tombstone : read_readable(table_, items, read_owner_tombstone)) {
      if (tombstone.due_at <= now) owners.push_back(std::move(tombstone));
    }
    return owners;
  }

  Result<std::vector<bool>> has_owner_tombstones(std::span<const UserId> owners) override {
    std::vector<UserId> wanted(owners.begin(), owners.end());
    std::ranges::sort(wanted);
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    std::vector<Item> keys;
    for (const UserId& owner : wanted) keys.push_back(owner_tombstone_key(owner));
    AUDMG_TRY(const auto items, table_.get_many(keys));
    std::vector<std::string_view> buried;
    for (const Item& item : items) buried.push_back(item.text(kPk));
    std::ranges::sort(buried);
    std::vector<bool> found;
    for (const UserId& owner : owners) {
      const Item key = owner_tombstone_key(owner);
      found.push_back(std::ranges::binary_search(buried, key.text(kPk)));
    }
    return found;
  }

  Result<void> postpone_owner_tombstone(const UserId& owner, TimePoint due_at) override {
    const Item item = due_owner(owner, due_at);
    Item values;
    values.set(":due", due_at).set(":partition", item.text(kG2Pk)).set(":sort", item.text(kG2Sk));
    AUDMG_CHECK(table_.write({.item = owner_tombstone_key(owner),
                              .update = "SET due_at = :due, g2pk = :partition, g2sk = :sort",
                              .condition = "attribute_exists(pk)",
                              .values = values}));
    return {};
  }

  Result<void> remove_owner_tombstone(const UserId& owner) override {
    AUDMG_CHECK(table_.remove(owner_tombstone_key(owner)));
    return {};
  }

 private:
  Table& table_;
};

}  // namespace

Item tombstone_item(const Tombstone& tombstone) {
  Item item = tombstone_key(tombstone.object_key);
  item.set("owner_id", tombstone.owner.text());
  if (!tombstone.file.empty()) item.set("file_id", tombstone.file.text());
  set_due(item, Due::tombstone, kAtOnce, tombstone.object_key);
  return item;
}

Item owner_tombstone_item(const UserId& owner) { return due_owner(owner, kAtOnce); }

std::unique_ptr<TombstoneRepository> make_tombstone_repository(Table& table) {
  return std::make_unique<DynamoTombstoneRepository>(table);
}

}  // namespace audmg::database::dynamodb
