// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/sqlite/new_message.hpp"

#include "audmg/lib/sqlite/queries.hpp"
#include "audmg/lib/sqlite/row_values.hpp"

#include <string>

namespace audmg::sqlite {

Result<void> insert_message(Connection& connection, const NewMessage& message) {
  constexpr std::string_view kInsert =
      "INSERT INTO messages (queue, state, id, group_id, visible_at, sent_at, body)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
  const bool is_delayed = message.delay > std::chrono::milliseconds(0);
  AUDMG_CHECK(change_rows(connection, kInsert, message.queue,
                          std::string_view(is_delayed ? "delayed" : "visible"), IdBytes(message.id),
                          message.group_id, milliseconds(message.sent_at + message.delay),
                          milliseconds(message.sent_at), message.body));
  return {};
}

CommitSignal& message_signal(GroupCommitWriter& writer, std::string_view queue) {
  return writer.signal(std::string("messages of ").append(queue));
}

}  // namespace audmg::sqlite
