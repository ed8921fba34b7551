// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/adapters/dynamodb/item.hpp"
#include "audmg/database/adapters/dynamodb/outbox.hpp"
#include "audmg/database/adapters/dynamodb/table.hpp"
#include "audmg/database/adapters/dynamodb/transaction.hpp"

#include <functional>
#include <optional>

namespace audmg::database::dynamodb {

/// Returns the item of the owner's file with that id. Errors: those of Table::get().
[[nodiscard]] Result<std::optional<Item>> find_file_item(Table& table, const UserId& owner,
                                                         const FileId& id);

/// Adds the steps that change the file in `item`; returns false when there is nothing to do.
using AddSteps = std::function<Result<bool>(const Item& item, Transaction& steps)>;

/// Reads the file and commits the change to it together with the outbox; starts again when the file
/// has changed meanwhile. Returns whether the file exists.
[[nodiscard]] Result<bool> change_file(Table& table, OutboxRelay& relay, const UserId& owner,
                                       const FileId& id, const Outbox& outbox,
                                       const AddSteps& add_steps);

}  // namespace audmg::database::dynamodb
