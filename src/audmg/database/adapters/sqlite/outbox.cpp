// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/sqlite/outbox.hpp"

#include "audmg/database/adapters/sqlite/repositories.hpp"

#include <string>

namespace audmg::database {
namespace {

// The queue's adapter reads what is written here, and sends with the same row and the same signal:
// docs/formats/queue-message.md.
constexpr std::string_view kInsertMessage =
    "INSERT INTO messages (queue, state, id, group_id, visible_at, sent_at, body)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
constexpr std::string_view kSignalPrefix = "messages of ";

constexpr std::string_view kInsertEvent =
    "INSERT INTO events (owner, file, id, type, at, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

Result<void> insert_message(sqlite::Connection& connection, const OutboxMessage& message) {
  const bool delayed = message.delay > std::chrono::milliseconds(0);
  AUDMG_CHECK(change_rows(
      connection, kInsertMessage, message.queue, std::string_view(delayed ? "delayed" : "visible"),
      IdBytes(MessageId::make(message.sent_at)), message.group_id,
      milliseconds(message.sent_at + message.delay), milliseconds(message.sent_at), message.body));
  return {};
}

}  // namespace

Result<void> write_outbox(GroupCommitWriter& writer, sqlite::Connection& connection,
                          const UserId& owner, const FileId& file, const Outbox& outbox) {
  for (const OutboxMessage& message : outbox.messages) {
    AUDMG_CHECK(insert_message(connection, message));
    writer.raise_after_commit(writer.signal(std::string(kSignalPrefix) + message.queue));
  }
  for (const NewEvent& event : outbox.events) {
    AUDMG_CHECK(change_rows(connection, kInsertEvent, IdBytes(owner), IdBytes(file),
                            IdBytes(event.id), event.type, milliseconds(event.at), event.detail));
  }
  return {};
}

}  // namespace audmg::database
