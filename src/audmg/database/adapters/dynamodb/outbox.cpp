// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/outbox.hpp"

#include "audmg/database/adapters/dynamodb/keys.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <functional>
#include <utility>

namespace audmg::database::dynamodb {
namespace {

/// Housekeeping removes events before; this is for deployments that have none.
constexpr std::chrono::hours kEventTtl{31 * 24};
constexpr std::size_t kMaxDueMessages = 100;

/// Few owners share one mutex.
std::mutex& turn_of(const UserId& owner) {
  static std::array<std::mutex, 64> turns;
  return turns[std::hash<std::string>()(owner.text()) % turns.size()];
}

Item message_item(const PendingMessage& pending) {
  const OutboxMessage& message = pending.message;
  Item item = message_key(pending.id);
  item.set("queue", message.queue)
      .set("body", message.body)
      .set("group_id", message.group_id)
      .set("sent_at", message.sent_at)
      .set("delay_ms", message.delay.count())
      .set("priority", static_cast<std::int64_t>(message.order.priority))
      .set("cost", std::int64_t{message.order.cost});
  set_due(item, Due::message, message.sent_at + OutboxRelay::kGrace, pending.id);
  return item;
}

/// Rows from before messages had an order have neither attribute.
MessageOrder read_order(const Item& item) {
  constexpr std::int64_t kLast = static_cast<std::int64_t>(Priority::background);
  return {.priority =
              static_cast<Priority>(std::clamp(item.number("priority"), std::int64_t{0}, kLast)),
          .cost = static_cast<std::uint32_t>(
              std::clamp(item.number("cost"), std::int64_t{1}, std::int64_t{kMaxMessageCost}))};
}

PendingMessage read_message(const Item& item) {
  constexpr std::size_t kPrefixBytes = 2;
  return {.id = std::string(item.text(kPk).substr(kPrefixBytes)),
          .message = {.queue = std::string(item.text("queue")),
                      .body = std::string(item.text("body")),
                      .group_id = std::string(item.text("group_id")),
                      .sent_at = item.time("sent_at"),
                      .delay = std::chrono::milliseconds(item.number("delay_ms")),
                      .order = read_order(item)}};
}

}  // namespace

Result<void> OutboxRelay::send(const PendingMessage& pending) {
  OutboxMessage message = pending.message;
  const auto waited = std::max(clock_.now() - message.sent_at, std::chrono::milliseconds(0));
  message.delay = std::max(message.delay - waited, std::chrono::milliseconds(0));
  AUDMG_CHECK(send_(message));
  // If this fails, the message is sent again, which receivers must tolerate anyway.
  AUDMG_TRY([[maybe_unused]] const bool removed, table_.remove(message_key(pending.id)));
  return {};
}

void OutboxRelay::send_now(const std::vector<PendingMessage>& messages) noexcept {
  if (!send_) return;
  try {
    for (const PendingMessage& pending : messages) {
      if (!send(pending)) return;
    }
  } catch (const std::exception&) {
    // The change is committed, and so must succeed: its messages are sent later.
  }
}

Result<std::size_t> OutboxRelay::send_due(TimePoint now) {
  std::size_t sent = 0;
  if (!send_) return sent;
  for (int shard = 0; shard < kDueShards; ++shard) {
    Item values;
    values.set(":p", due_pk(Due::message, shard)).set(":t", due_sk(now));
    AUDMG_TRY(const auto due, table_.query({.index = "gsi2",
                                            .condition = "g2pk = :p AND g2sk < :t",
                                            .values = values,
                                            .limit = kMaxDueMessages}));
    for (const Item& entry : due) {
      AUDMG_TRY(const auto item, table_.get(key_of(entry)));
      if (!item) continue;  // Sent meanwhile; the index lags.
      AUDMG_CHECK(send(read_message(*item)));
      ++sent;
    }
  }
  return sent;
}

Result<OutboxSteps> OutboxSteps::prepare(Table& table, const UserId& owner, const FileId& file,
                                         const Outbox& outbox) {
  OutboxSteps steps(owner, file, outbox);
  for (const OutboxMessage& message : outbox.messages) {
    steps.messages_.push_back({make_uuid7(message.sent_at), message});
  }
  if (!outbox.events.empty()) {
    steps.turn_ = std::unique_lock(turn_of(owner));
    AUDMG_TRY(const auto number, table.get(event_number_key(owner)));
    if (number) steps.last_number_ = number->size("n");
  }
  return steps;
}

void OutboxSteps::send(OutboxRelay& relay) noexcept {
  turn_ = {};
  relay.send_now(messages_);
}

void OutboxSteps::add_to(Transaction& transaction) {
  for (const PendingMessage& pending : messages_) transaction.put(message_item(pending));
  if (!outbox_.events.empty()) add_events(transaction);
}

/// The number's item serialises the events of one owner, so that a reader that continues from a
/// number misses none.
void OutboxSteps::add_events(Transaction& transaction) {
  std::uint64_t number = last_number_;
  for (const NewEvent& event : outbox_.events) {
    ++number;
    Item content;
    content.set("event_id", event.id.text())
        .set("event_type", event.type)
        .set("happened_at", event.at)
        .set("detail", event.detail)
        .set("file_id", file_.text())
        .set("n", number);
    set_ttl(content, event.at + kEventTtl);
    Item by_number = event_key(owner_, number);
    by_number.add(content);
    set_due(by_number, Due::event, event.at, file_.text());
    transaction.put(std::move(by_number));
    Item by_file = file_event_key(owner_, file_, number);
    by_file.add(content);
    transaction.put(std::move(by_file));
  }
  Item values;
  values.set(":last", last_number_).set(":next", number);
  number_step_ = last_number_ == 0
                     ? transaction.update(event_number_key(owner_), "SET n = :next",
                                          "attribute_not_exists(n) OR n = :last", std::move(values))
                     : transaction.update(event_number_key(owner_), "SET n = :next", "n = :last",
                                          std::move(values));
}

bool OutboxSteps::is_outdated(const Commit& commit) const noexcept {
  return number_step_ && commit.failed(*number_step_);
}

Result<Event> read_event(const UserId& owner, const Item& item) {
  const auto id = EventId::parse(item.text("event_id"));
  const auto file = FileId::parse(item.text("file_id"));
  if (!id || !file) return fail(ErrorCode::corrupt, "dynamodb: an event without its ids");
  return Event{.id = *id,
               .owner = owner,
               .file = *file,
               .type = std::string(item.text("event_type")),
               .at = item.time("happened_at"),
               .detail = std::string(item.text("detail")),
               .cursor = std::to_string(item.size("n"))};
}

}  // namespace audmg::database::dynamodb
