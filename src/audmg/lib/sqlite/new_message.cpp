// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/sqlite/new_message.hpp"

#include "audmg/lib/sqlite/message_rank.hpp"
#include "audmg/lib/sqlite/queries.hpp"
#include "audmg/lib/sqlite/row_values.hpp"

#include <string>

namespace audmg::sqlite {

Result<void> insert_message(Connection& connection, const NewMessage& message) {
  constexpr std::string_view kInsert =
      "INSERT INTO messages (queue, state, id, group_id, visible_at, sent_at, body,"
      " lane, cost, rank) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
  if (message.order.cost < 1 || message.order.cost > kMaxMessageCost) {
    return fail(ErrorCode::invalid_argument, "a message's cost is outside its limits");
  }
  AUDMG_TRY(const MessageRank place,
            next_rank(connection, message.queue, message.group_id, message.order));
  const bool is_delayed = message.delay > std::chrono::milliseconds(0);
  AUDMG_CHECK(change_rows(
      connection, kInsert, message.queue, std::string_view(is_delayed ? "delayed" : "visible"),
      IdBytes(message.id), message.group_id, milliseconds(message.sent_at + message.delay),
      milliseconds(message.sent_at), message.body, place.lane, place.cost, place.rank));
  return {};
}

CommitSignal& message_signal(GroupCommitWriter& writer, std::string_view queue) {
  return writer.signal(std::string("messages of ").append(queue));
}

}  // namespace audmg::sqlite
