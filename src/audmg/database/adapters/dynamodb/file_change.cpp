// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/file_change.hpp"

#include "audmg/database/adapters/dynamodb/keys.hpp"

namespace audmg::database::dynamodb {

Result<std::optional<Item>> find_file_item(Table& table, const UserId& owner, const FileId& id) {
  if (owner.empty() || id.empty()) return std::nullopt;
  return table.get(file_key(owner, id));
}

Result<bool> change_file(Table& table, OutboxRelay& relay, const UserId& owner, const FileId& id,
                         const Outbox& outbox, const AddSteps& add_steps) {
  return retry_conflicts<bool>([&]() -> Result<std::optional<bool>> {
    AUDMG_TRY(const auto item, find_file_item(table, owner, id));
    if (!item) return false;
    Transaction steps;
    AUDMG_TRY(const bool wanted, add_steps(*item, steps));
    if (!wanted) return true;
    const OutboxSteps with(owner, id, outbox);
    with.add_to(steps);
    AUDMG_TRY(const Commit commit, steps.commit(table));
    if (!commit.done()) return std::nullopt;
    with.send(relay);
    return true;
  });
}

}  // namespace audmg::database::dynamodb
