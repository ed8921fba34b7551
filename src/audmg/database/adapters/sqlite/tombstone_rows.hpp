// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/tombstone_repository.hpp"
#include "audmg/lib/sqlite/connection.hpp"

namespace audmg::database {

// All of these run in the writer's current transaction.

/// Writes the tombstone of one object.
[[nodiscard]] Result<void> bury(sqlite::Connection& connection, const Tombstone& tombstone);

/// Writes the tombstones of the user and of every object that a file or an upload session of the
/// user names.
[[nodiscard]] Result<void> bury_all_of(sqlite::Connection& connection, const UserId& owner);

}  // namespace audmg::database
