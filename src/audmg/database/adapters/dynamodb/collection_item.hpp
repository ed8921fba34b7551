// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/adapters/dynamodb/item.hpp"
#include "audmg/database/collection.hpp"

namespace audmg::database::dynamodb {

/// Returns the item with its keys.
[[nodiscard]] Item collection_item(const Collection& collection);
/// Errors: corrupt.
[[nodiscard]] Result<Collection> read_collection(const Item& item);

}  // namespace audmg::database::dynamodb
