// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/adapters/dynamodb/send_message.hpp"
#include "audmg/database/adapters/dynamodb/table.hpp"
#include "audmg/database/adapters/dynamodb/transaction.hpp"
#include "audmg/database/event_repository.hpp"
#include "audmg/database/outbox.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace audmg::database::dynamodb {

/// A message between its row and its queue.
struct PendingMessage {
  std::string id;
  OutboxMessage message;
};

/// Sends messages whose rows are committed, and removes the rows. Thread-safe.
class OutboxRelay {
 public:
  /// Rows older than this were left by a process that died or could not reach the queue.
  static constexpr std::chrono::seconds kGrace{30};

  OutboxRelay(Table& table, SendMessage send, const Clock& clock)
      : table_(table), send_(std::move(send)), clock_(clock) {}

  /// Sends the messages now; those that fail are left to send_due().
  void send_now(const std::vector<PendingMessage>& messages) noexcept;
  /// Sends the messages that are due; returns how many.
  [[nodiscard]] Result<std::size_t> send_due(TimePoint now);

 private:
  [[nodiscard]] Result<void> send(const PendingMessage& pending);

  Table& table_;
  const SendMessage send_;
  const Clock& clock_;
};

/// The outbox of one change: its steps in the change's transaction, and the work that is
/// left after the commit.
class OutboxSteps {
 public:
  /// `file` is empty for a change of several files, or of a collection. `outbox` must outlive the
  /// steps.
  OutboxSteps(UserId owner, FileId file, const Outbox& outbox);

  void add_to(Transaction& transaction) const;
  /// Sends the messages. Call it after the commit.
  void send(OutboxRelay& relay) const noexcept;

 private:
  void add_event(const NewEvent& event, Transaction& transaction) const;

  UserId owner_;
  FileId file_;
  const Outbox& outbox_;
  std::vector<PendingMessage> messages_;
};

/// Reads an event that is stored under event_key() or file_event_key(). Errors: corrupt.
[[nodiscard]] Result<Event> read_event(const UserId& owner, const Item& item);

}  // namespace audmg::database::dynamodb
