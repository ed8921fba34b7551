// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/file_change_repository.hpp"
#include "audmg/lib/sqlite/connection.hpp"
#include "audmg/lib/sqlite/group_commit_writer.hpp"

#include <span>

namespace audmg::database {

// All of these run in the writer's current transaction.

/// Gives the file the next revision and writes what its owner may change: name, edits, collections
/// and place in the trash. `former` is the file as it is stored.
[[nodiscard]] Result<void> write_change(sqlite::Connection& connection, const File& former,
                                        File& changed);

/// Writes the outbox that announces files that this transaction has changed, if there are any.
[[nodiscard]] Result<void> announce_changes(sqlite::GroupCommitWriter& writer,
                                            sqlite::Connection& connection, const UserId& owner,
                                            std::span<const File> changed,
                                            const AnnounceFiles& announce);

/// Removes a file that is about to go from the list of the trash, if it is there.
[[nodiscard]] Result<void> leave_trash(sqlite::Connection& connection, const File& file);

}  // namespace audmg::database
