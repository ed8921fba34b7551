// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/table.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace audmg::database::dynamodb {

/// Keys (with g2sk) of what was due before `time`, the oldest first, at most `limit` of each shard.
/// The index lags: some may be gone or be due later.
[[nodiscard]] Result<std::vector<Item>> find_due(Table& table, Due what, TimePoint time,
                                                 std::size_t limit);

/// Removes what was due before `time` and still fulfils the condition; at most some thousands.
[[nodiscard]] Result<void> remove_due(Table& table, Due what, TimePoint time,
                                      std::string_view condition, const Item& values);

}  // namespace audmg::database::dynamodb
