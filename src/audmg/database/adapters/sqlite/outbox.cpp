// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/sqlite/outbox.hpp"

#include "audmg/database/adapters/sqlite/repositories.hpp"
#include "audmg/lib/sqlite/new_message.hpp"

namespace audmg::database {
namespace {

constexpr std::string_view kInsertEvent =
    "INSERT INTO events (owner, file, id, type, at, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

}  // namespace

Result<void> write_outbox(GroupCommitWriter& writer, sqlite::Connection& connection,
                          const UserId& owner, const FileId& file, const Outbox& outbox) {
  for (const OutboxMessage& message : outbox.messages) {
    AUDMG_CHECK(sqlite::insert_message(connection, {.queue = message.queue,
                                                    .id = MessageId::make(message.sent_at),
                                                    .group_id = message.group_id,
                                                    .body = message.body,
                                                    .sent_at = message.sent_at,
                                                    .delay = message.delay,
                                                    .order = message.order}));
    writer.raise_after_commit(sqlite::message_signal(writer, message.queue));
  }
  // Events of several files, or of none, are kept with the nil UUID.
  const IdBytes file_bytes = file.empty() ? IdBytes::nil() : IdBytes(file);
  for (const NewEvent& event : outbox.events) {
    AUDMG_CHECK(change_rows(connection, kInsertEvent, IdBytes(owner), file_bytes, IdBytes(event.id),
                            event.type, milliseconds(event.at), event.detail));
  }
  return {};
}

}  // namespace audmg::database
