// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/adapters/dynamodb/item.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/table.hpp"

#include <utility>
#include <vector>

namespace audmg::database::dynamodb {

/// Returns what `read` (Item -> Result<T>) makes of the items, and reports those that it cannot
/// read to the table's report_unreadable().
template <class T>
[[nodiscard]] std::vector<T> read_readable(const Table& table, const std::vector<Item>& items,
                                           Result<T> (*read)(const Item&)) {
  std::vector<T> rows;
  rows.reserve(items.size());
  for (const Item& item : items) {
    if (auto row = read(item); row) {
      rows.push_back(*std::move(row));
    } else {
      Error error = std::move(row).error();
      error.message.append(" (").append(item.text(kPk)).append(" ").append(item.text(kSk)) += ")";
      table.report_unreadable()(error);
    }
  }
  return rows;
}

}  // namespace audmg::database::dynamodb
