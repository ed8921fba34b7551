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

/// The owner's file of that id, as the table has it. Errors: those of Table::get().
[[nodiscard]] Result<std::optional<Item>> find_file_item(Table& table, const UserId& owner,
                                                         const FileId& id);

/// Adds the steps of a change of the file that is `item`; false: there is nothing to do.
using AddSteps =
    std::function<Result<bool>(const Item& item, OutboxSteps& with, Transaction& steps)>;

/// Reads the file and changes it as it was read, with the outbox, until that succeeds. Returns
/// whether there was such a file.
[[nodiscard]] Result<bool> change_file(Table& table, OutboxRelay& relay, const UserId& owner,
                                       const FileId& id, const Outbox& outbox,
                                       const AddSteps& add_steps);

}  // namespace audmg::database::dynamodb
