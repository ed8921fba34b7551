// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/outbox.hpp"
#include "audmg/lib/sqlite/connection.hpp"
#include "audmg/lib/sqlite/group_commit_writer.hpp"

namespace audmg::database {

/// Writes the outbox of a change in the writer's current transaction; `file` is empty when it
/// concerns several files or none. Receivers of the messages wake when it is committed. Errors:
/// not_found when the owner is gone; invalid_argument when a message is longer than a queue
/// accepts.
[[nodiscard]] Result<void> write_outbox(sqlite::GroupCommitWriter& writer,
                                        sqlite::Connection& connection, const UserId& owner,
                                        const FileId& file, const Outbox& outbox);

}  // namespace audmg::database
