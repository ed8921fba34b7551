// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/queue/adapters/sqlite/message_table.hpp"

#include "audmg/core/utf8.hpp"
#include "audmg/lib/sqlite/message_rank.hpp"
#include "audmg/lib/sqlite/queries.hpp"
#include "audmg/lib/sqlite/row_values.hpp"
#include "audmg/queue/queue_administration.hpp"

#include <algorithm>
#include <utility>

namespace audmg::queue {
namespace {

using sqlite::milliseconds;

constexpr std::int64_t kMaxSettled = 1000;
constexpr std::string_view kLeaseEnded = "the visibility timeout ended before an answer came";
constexpr std::string_view kProcessEnded = "the process that had received it ended";

// Both partial indexes have to be named: without statistics SQLite would choose the key.
constexpr std::string_view kLookAhead =
    "SELECT coalesce((SELECT paused FROM queues WHERE name = ?1), 0),"
    " EXISTS (SELECT 1 FROM messages INDEXED BY messages_by_rank"
    " WHERE queue = ?1 AND state = 'visible'),"
    " coalesce((SELECT visible_at FROM messages INDEXED BY messages_by_time"
    " WHERE queue = ?1 AND state IN ('delayed', 'in_flight') ORDER BY visible_at LIMIT 1), -1)";
// The oldest: ids begin with the time of sending.
constexpr std::string_view kCount =
    "SELECT (SELECT count(*) FROM messages INDEXED BY messages_by_rank"
    " WHERE queue = ?1 AND state = 'visible'),"
    " (SELECT count(*) FROM messages WHERE queue = ?1 AND state = 'in_flight'),"
    " (SELECT count(*) FROM messages INDEXED BY messages_by_time"
    " WHERE queue = ?1 AND state IN ('delayed', 'in_flight')),"
    " (SELECT count(*) FROM messages WHERE queue = ?1 AND state = 'dead'),"
    " min(coalesce((SELECT sent_at FROM messages"
    " WHERE queue = ?1 AND state = 'visible' ORDER BY id LIMIT 1), ?2),"
    " coalesce((SELECT sent_at FROM messages"
    " WHERE queue = ?1 AND state = 'in_flight' ORDER BY id LIMIT 1), ?2),"
    " coalesce((SELECT sent_at FROM messages"
    " WHERE queue = ?1 AND state = 'delayed' ORDER BY id LIMIT 1), ?2))";
constexpr std::string_view kAddQueue =
    "INSERT INTO queues (name, paused) VALUES (?1, 0) ON CONFLICT (name) DO NOTHING";
constexpr std::string_view kEndLeases =
    "UPDATE messages SET state = iif(receive_count >= ?3, 'dead', 'visible'), visible_at = ?2,"
    " last_error = ?4 WHERE queue = ?1 AND state = 'in_flight'";
constexpr std::string_view kEndImpossibleDelays =
    "UPDATE messages SET visible_at = ?2"
    " WHERE queue = ?1 AND state = 'delayed' AND visible_at > ?3";
constexpr std::string_view kMoveEarlier =
    "UPDATE messages SET visible_at = visible_at - ?2"
    " WHERE queue = ?1 AND state IN ('delayed', 'in_flight')";
constexpr std::string_view kSettle =
    "UPDATE messages SET state = iif(receive_count >= ?3, 'dead', 'visible'),"
    " last_error = iif(state = 'in_flight', ?4, last_error)"
    " WHERE (queue, state, id) IN (SELECT queue, state, id FROM messages"
    " INDEXED BY messages_by_time WHERE queue = ?1 AND state IN ('delayed', 'in_flight')"
    " AND visible_at <= ?2 ORDER BY visible_at LIMIT ?5)";
constexpr std::string_view kNext =
    "SELECT id, rank FROM messages INDEXED BY messages_by_rank"
    " WHERE queue = ?1 AND state = 'visible' ORDER BY rank, id LIMIT 1";
// A message that was given back keeps its rank, which others have passed.
constexpr std::string_view kNoteServed =
    "UPDATE queues SET served = ?2 WHERE name = ?1 AND served < ?2";
constexpr std::string_view kLease =
    "UPDATE messages SET state = 'in_flight', visible_at = ?3, lease = lease + 1,"
    " receive_count = receive_count + 1 WHERE queue = ?1 AND state = 'visible' AND id = ?2"
    " RETURNING id, lease, body, group_id, receive_count, sent_at, lane";
constexpr std::string_view kFindLease =
    "SELECT receive_count, last_error FROM messages"
    " WHERE queue = ?1 AND state = 'in_flight' AND id = ?2 AND lease = ?3 AND visible_at > ?4";
constexpr std::string_view kChange =
    "UPDATE messages SET state = ?3, visible_at = ?4, last_error = ?5"
    " WHERE queue = ?1 AND state = 'in_flight' AND id = ?2";
constexpr std::string_view kPutBack =
    "UPDATE messages SET state = ?5, visible_at = ?6, receive_count = receive_count - 1"
    " WHERE queue = ?1 AND state = 'in_flight' AND id = ?2 AND lease = ?3 AND visible_at > ?4";
constexpr std::string_view kRemove =
    "DELETE FROM messages"
    " WHERE queue = ?1 AND state = 'in_flight' AND id = ?2 AND lease = ?3 AND visible_at > ?4";

struct NextMessage {
  MessageId id;
  std::int64_t rank = 0;
};

struct Lease {
  std::uint32_t receive_count = 0;
  std::string last_error;
};

Result<Outlook> read_outlook(const sqlite::Statement& row) {
  Outlook outlook{.paused = row.integer(0) != 0, .has_visible = row.integer(1) != 0};
  if (row.integer(2) >= 0) outlook.next_due = sqlite::read_time(row, 2);
  return outlook;
}

Result<NextMessage> read_next(const sqlite::Statement& row) {
  AUDMG_TRY(auto id, sqlite::read_id<MessageId>(row, 0));
  return NextMessage{std::move(id), row.integer(1)};
}

Result<Message> read_message(const sqlite::Statement& row) {
  AUDMG_TRY(const auto id, sqlite::read_id<MessageId>(row, 0));
  return Message{.message_id = id.text(),
                 .body = row.text(2),
                 .group_id = row.text(3),
                 .receipt_handle = write_receipt_handle({id, row.integer(1)}),
                 .receive_count = static_cast<std::uint32_t>(row.integer(4)),
                 .sent_at = sqlite::read_time(row, 5),
                 .priority = sqlite::priority_of_lane(row.integer(6))};
}

Result<Lease> read_lease(const sqlite::Statement& row) {
  return Lease{static_cast<std::uint32_t>(row.integer(0)), row.text(1)};
}

MessageState state_after_change(const Lease& lease, std::chrono::milliseconds timeout,
                                bool failed) {
  const bool given_back = failed || timeout == std::chrono::milliseconds(0);
  if (!given_back) return MessageState::in_flight;
  if (lease.receive_count >= kMaxReceiveCount) return MessageState::dead;
  return timeout > std::chrono::milliseconds(0) ? MessageState::delayed : MessageState::visible;
}

std::unexpected<Error> lease_is_over() {
  return fail(ErrorCode::conflict, "the receipt of this message is worth nothing any more");
}

}  // namespace

bool Outlook::is_better_than(const Outlook& other) const {
  if (can_receive() && !other.can_receive()) return true;
  return next_due && (!other.next_due || *next_due < *other.next_due);
}

Result<Outlook> MessageTable::look_ahead(sqlite::Connection& connection) const {
  AUDMG_TRY(const auto outlook, sqlite::find_row(connection, kLookAhead, read_outlook, queue_));
  return outlook.value_or(Outlook{});
}

Result<QueueAttributes> MessageTable::count_messages(sqlite::Connection& connection,
                                                     TimePoint now) const {
  const auto read = [&](const sqlite::Statement& row) -> Result<QueueAttributes> {
    const auto column = [&](int number) { return static_cast<std::uint64_t>(row.integer(number)); };
    return QueueAttributes{
        .visible = column(0),
        .in_flight = column(1),
        .delayed = column(2) - column(1),
        .dead = column(3),
        .age_of_oldest = std::max(now - sqlite::read_time(row, 4), std::chrono::milliseconds(0))};
  };
  AUDMG_TRY(const auto counted,
            sqlite::find_row(connection, kCount, read, queue_, milliseconds(now)));
  return counted.value_or(QueueAttributes{});
}

Result<void> MessageTable::take_over(sqlite::Connection& connection, TimePoint now) {
  AUDMG_CHECK(sqlite::change_rows(connection, kAddQueue, queue_));
  AUDMG_CHECK(sqlite::change_rows(connection, kEndLeases, queue_, milliseconds(now),
                                  kMaxReceiveCount, kProcessEnded));
  AUDMG_CHECK(sqlite::change_rows(connection, kEndImpossibleDelays, queue_, milliseconds(now),
                                  milliseconds(now + kMaxVisibilityTimeout)));
  return {};
}

Result<void> MessageTable::move_earlier(sqlite::Connection& connection,
                                        std::chrono::milliseconds by) {
  AUDMG_CHECK(sqlite::change_rows(connection, kMoveEarlier, queue_, by.count()));
  return {};
}

Result<bool> MessageTable::settle_some(sqlite::Connection& connection, TimePoint now) {
  AUDMG_TRY(const auto settled, sqlite::change_rows(connection, kSettle, queue_, milliseconds(now),
                                                    kMaxReceiveCount, kLeaseEnded, kMaxSettled));
  return settled == kMaxSettled;
}

Result<std::vector<Message>> MessageTable::claim(sqlite::Connection& connection,
                                                 const ReceiveMessageRequest& request,
                                                 TimePoint now) {
  AUDMG_CHECK(settle_some(connection, now));
  AUDMG_TRY(const Outlook outlook, look_ahead(connection));
  std::vector<Message> messages;
  if (outlook.paused) return messages;
  while (messages.size() < request.max_messages) {
    AUDMG_TRY(auto next, claim_next(connection, now + request.visibility_timeout));
    if (next.empty()) break;
    messages.push_back(std::move(next.front()));
  }
  return messages;
}

Result<std::vector<Message>> MessageTable::claim_next(sqlite::Connection& connection,
                                                      TimePoint lease_end) const {
  AUDMG_TRY(const auto next, sqlite::find_row(connection, kNext, read_next, queue_));
  if (!next) return std::vector<Message>{};
  AUDMG_CHECK(sqlite::change_rows(connection, kNoteServed, queue_, next->rank));
  return sqlite::list_rows(connection, kLease, read_message, queue_, sqlite::IdBytes(next->id),
                           milliseconds(lease_end));
}

Result<void> MessageTable::remove(sqlite::Connection& connection, const Receipt& receipt,
                                  TimePoint now) {
  AUDMG_TRY(const auto removed,
            sqlite::change_rows(connection, kRemove, queue_, sqlite::IdBytes(receipt.message),
                                receipt.lease, milliseconds(now)));
  if (removed == 0) return lease_is_over();
  return {};
}

Result<void> MessageTable::change_visibility(sqlite::Connection& connection, const Receipt& receipt,
                                             std::chrono::milliseconds timeout,
                                             std::string_view error, TimePoint now) {
  const sqlite::IdBytes id(receipt.message);
  AUDMG_TRY(const auto lease, sqlite::find_row(connection, kFindLease, read_lease, queue_, id,
                                               receipt.lease, milliseconds(now)));
  if (!lease) return lease_is_over();
  const MessageState state = state_after_change(*lease, timeout, !error.empty());
  const TimePoint visible_at = state == MessageState::dead ? now : now + timeout;
  AUDMG_CHECK(sqlite::change_rows(connection, kChange, queue_, id, to_string(state),
                                  milliseconds(visible_at),
                                  error.empty() ? std::string_view(lease->last_error)
                                                : utf8_prefix(error, kMaxLastErrorBytes)));
  return {};
}

Result<void> MessageTable::put_back(sqlite::Connection& connection, const Receipt& receipt,
                                    std::chrono::milliseconds delay, TimePoint now) {
  const MessageState state = delay.count() > 0 ? MessageState::delayed : MessageState::visible;
  AUDMG_TRY(const auto changed,
            sqlite::change_rows(connection, kPutBack, queue_, sqlite::IdBytes(receipt.message),
                                receipt.lease, milliseconds(now), to_string(state),
                                milliseconds(now + delay)));
  if (changed == 0) return lease_is_over();
  return {};
}

}  // namespace audmg::queue
