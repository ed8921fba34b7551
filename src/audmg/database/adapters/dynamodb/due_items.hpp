// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/table.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace audmg::database::dynamodb {

/// Returns the keys (with g2sk) of items that were due before `time`, oldest first, at most `limit`
/// of each shard. The index lags: some items may be gone or due later.
[[nodiscard]] Result<std::vector<Item>> find_due(Table& table, Due what, TimePoint time,
                                                 std::size_t limit);

/// Removes items that were due before `time` and still fulfil the condition; at most some
/// thousands.
[[nodiscard]] Result<void> remove_due(Table& table, Due what, TimePoint time,
                                      std::string_view condition, const Item& values);

}  // namespace audmg::database::dynamodb
