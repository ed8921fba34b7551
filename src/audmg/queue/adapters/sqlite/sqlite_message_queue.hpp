// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/sqlite/connections.hpp"
#include "audmg/queue/message_queue.hpp"
#include "audmg/queue/queue_administration.hpp"

#include <memory>
#include <string>

namespace audmg::queue {

/// A queue in the table `messages` of the drive's database: docs/formats/queue-message.md.
class SqliteMessageQueue : public MessageQueue, public QueueAdministration {};

/// Takes over the queue of this name, which ends the leases of an earlier process. Precondition:
/// the connections are those of the drive's database, and this queue is open nowhere else, in this
/// process or another. Clock and connections must outlive it; no call may be running when it is
/// destroyed. Errors: unavailable, out_of_space, internal.
[[nodiscard]] Result<std::unique_ptr<SqliteMessageQueue>> make_sqlite_message_queue(
    sqlite::Connections connections, const std::string& name, const Clock& clock);

}  // namespace audmg::queue
