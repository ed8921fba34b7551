// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/adapters/dynamodb/item.hpp"
#include "audmg/database/tombstone_repository.hpp"

namespace audmg::database::dynamodb {

/// Returns the item with its keys; the index of due items finds it at once.
[[nodiscard]] Item tombstone_item(const Tombstone& tombstone);
/// The same of an owner, due at once.
[[nodiscard]] Item owner_tombstone_item(const UserId& owner);

}  // namespace audmg::database::dynamodb
