// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/queue/adapters/sqlite/operator_queries.hpp"

#include "audmg/core/id.hpp"
#include "audmg/lib/sqlite/message_rank.hpp"
#include "audmg/lib/sqlite/queries.hpp"
#include "audmg/lib/sqlite/row_values.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace audmg::queue {
namespace {

#define AUDMG_SUMMARY_COLUMNS \
  "id, body, group_id, state, receive_count, sent_at, visible_at, last_error"
constexpr std::string_view kList = "SELECT " AUDMG_SUMMARY_COLUMNS
                                   " FROM messages WHERE queue = ?1 AND state = ?2 AND id > ?3"
                                   " ORDER BY id LIMIT ?4";
constexpr std::string_view kFind =
    "SELECT " AUDMG_SUMMARY_COLUMNS
    " FROM messages WHERE queue = ?1 AND state IN ('visible', 'delayed', 'in_flight', 'dead')"
    " AND id = ?2";
#undef AUDMG_SUMMARY_COLUMNS
constexpr std::string_view kMakeVisible =
    "UPDATE messages SET state = 'visible', receive_count = 0, visible_at = ?4"
    " WHERE queue = ?1 AND state = ?2 AND id = ?3";
constexpr std::string_view kSomeDead =
    "SELECT id, group_id, lane, cost FROM messages WHERE queue = ?1 AND state = 'dead'"
    " ORDER BY id LIMIT 1000";
constexpr std::string_view kRedrive =
    "UPDATE messages SET state = 'visible', receive_count = 0, visible_at = ?3, rank = ?4"
    " WHERE queue = ?1 AND state = 'dead' AND id = ?2";
constexpr std::string_view kWritePaused =
    "INSERT INTO queues (name, paused) VALUES (?1, ?2)"
    " ON CONFLICT (name) DO UPDATE SET paused = excluded.paused";

struct DeadMessage {
  MessageId id;
  std::string group_id;
  sqlite::MessageRank rank;
};

Result<DeadMessage> read_dead(const sqlite::Statement& row) {
  AUDMG_TRY(auto id, sqlite::read_id<MessageId>(row, 0));
  return DeadMessage{std::move(id), row.text(1), {row.integer(2), row.integer(3), 0}};
}

Result<MessageSummary> read_summary(const sqlite::Statement& row) {
  AUDMG_TRY(const auto id, sqlite::read_id<MessageId>(row, 0));
  const auto state = parse_message_state(row.text(3));
  if (!state) return fail(ErrorCode::corrupt, "a message of unknown state");
  return MessageSummary{.message_id = id.text(),
                        .body = row.text(1),
                        .group_id = row.text(2),
                        .state = *state,
                        .receive_count = static_cast<std::uint32_t>(row.integer(4)),
                        .sent_at = sqlite::read_time(row, 5),
                        .visible_at = sqlite::read_time(row, 6),
                        .last_error = row.text(7)};
}

}  // namespace

Result<std::vector<MessageSummary>> list_rows_of(sqlite::Connection& connection,
                                                 const std::string& queue,
                                                 const ListMessagesRequest& request) {
  MessageId after;
  if (!request.after.empty()) {
    const auto parsed = MessageId::parse(request.after);
    if (!parsed) return fail(ErrorCode::invalid_argument, "not a message id");
    after = *parsed;
  }
  // Each state is sorted by itself; the page is the beginning of all of them merged.
  std::vector<MessageSummary> page;
  for (const MessageState state : {MessageState::visible, MessageState::delayed,
                                   MessageState::in_flight, MessageState::dead}) {
    if (request.state && *request.state != state) continue;
    AUDMG_TRY(auto rows, sqlite::list_rows(connection, kList, read_summary, queue, to_string(state),
                                           sqlite::IdBytes(after), request.limit));
    std::ranges::move(rows, std::back_inserter(page));
  }
  std::ranges::sort(page, {}, &MessageSummary::message_id);
  page.resize(std::min(page.size(), request.limit));
  return page;
}

Result<std::optional<MessageSummary>> find_row_of(sqlite::Connection& connection,
                                                  const std::string& queue,
                                                  std::string_view message_id) {
  const auto id = MessageId::parse(message_id);
  if (!id) return std::nullopt;
  return sqlite::find_row(connection, kFind, read_summary, queue, sqlite::IdBytes(*id));
}

Result<void> make_visible(sqlite::Connection& connection, const std::string& queue,
                          std::string_view message_id, TimePoint now) {
  AUDMG_TRY(const auto message, find_row_of(connection, queue, message_id));
  if (!message) return fail(ErrorCode::not_found, "no such message");
  if (message->state == MessageState::in_flight) {
    return fail(ErrorCode::conflict, "the message is in flight");
  }
  AUDMG_CHECK(sqlite::change_rows(connection, kMakeVisible, queue, to_string(message->state),
                                  sqlite::IdBytes(*MessageId::parse(message_id)),
                                  sqlite::milliseconds(now)));
  return {};
}

Result<std::uint64_t> redrive_some(sqlite::Connection& connection, const std::string& queue,
                                   TimePoint now) {
  AUDMG_TRY(const auto dead, sqlite::list_rows(connection, kSomeDead, read_dead, queue));
  // With their old ranks, which all others have passed, they would go before everything.
  for (const DeadMessage& message : dead) {
    AUDMG_TRY(const auto place,
              sqlite::rank_again(connection, queue, message.group_id, message.rank));
    AUDMG_CHECK(sqlite::change_rows(connection, kRedrive, queue, sqlite::IdBytes(message.id),
                                    sqlite::milliseconds(now), place.rank));
  }
  return std::uint64_t{dead.size()};
}

Result<void> write_paused(sqlite::Connection& connection, const std::string& queue, bool paused) {
  AUDMG_CHECK(sqlite::change_rows(connection, kWritePaused, queue, paused));
  return {};
}

}  // namespace audmg::queue
