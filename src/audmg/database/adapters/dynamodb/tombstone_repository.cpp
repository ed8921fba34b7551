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

std::unique_ptr<TombstoneRepository> make_tombstone_repository(Table& table) {
  return std::make_unique<DynamoTombstoneRepository>(table);
}

}  // namespace audmg::database::dynamodb
