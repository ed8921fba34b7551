// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/due_items.hpp"

#include <algorithm>
#include <iterator>

namespace audmg::database::dynamodb {
namespace {

constexpr std::size_t kMaxRemoved = 1000;

}  // namespace

Result<std::vector<Item>> find_due(Table& table, Due what, TimePoint time, std::size_t limit) {
  std::vector<Item> found;
  for (int shard = 0; shard < kDueShards; ++shard) {
    Item values;
    values.set(":p", due_pk(what, shard)).set(":t", due_sk(time));
    AUDMG_TRY(auto items, table.query({.index = "gsi2",
                                       .condition = "g2pk = :p AND g2sk < :t",
                                       .values = values,
                                       .limit = limit}));
    std::ranges::move(items, std::back_inserter(found));
  }
  std::ranges::sort(found, {}, [](const Item& item) { return item.text(kG2Sk); });
  return found;
}

Result<void> remove_due(Table& table, Due what, TimePoint time, std::string_view condition,
                        const Item& values) {
  AUDMG_TRY(const auto due, find_due(table, what, time, kMaxRemoved));
  for (const Item& item : due) {
    AUDMG_TRY([[maybe_unused]] const bool removed, table.remove(key_of(item), condition, values));
  }
  return {};
}

}  // namespace audmg::database::dynamodb
