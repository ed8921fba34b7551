// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/message_order.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/sqlite/connection.hpp"
#include "audmg/lib/sqlite/group_commit_writer.hpp"

#include <chrono>
#include <string_view>

namespace audmg::sqlite {

// Insertion of messages into the table `messages` of docs/formats/queue-message.md. Two adapters
// send: the queue itself, and the database for messages that accompany a change of a row. They
// share the row and the signal here because neither may include the other.

/// A message that nobody has received yet. The views must outlive the call that takes it.
struct NewMessage {
  std::string_view queue;
  MessageId id;
  std::string_view group_id;
  std::string_view body;
  TimePoint sent_at;
  /// Receivers do not see the message before this time is over.
  std::chrono::milliseconds delay{0};
  MessageOrder order{};
};

/// Inserts the message in the writer's current transaction, at the place that its order gives it
/// (message_rank.hpp). Errors: invalid_argument when the body is longer than the table allows, or
/// the cost is outside its limits.
[[nodiscard]] Result<void> insert_message(Connection& connection, const NewMessage& message);

/// Returns the signal that wakes the receivers of a queue. Raise it after the commit of any change
/// that lets them receive a message earlier. It lives as long as the writer. Thread-safe.
[[nodiscard]] CommitSignal& message_signal(GroupCommitWriter& writer, std::string_view queue);

}  // namespace audmg::sqlite
