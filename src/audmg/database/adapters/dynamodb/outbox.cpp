// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/outbox.hpp"

#include "audmg/database/adapters/dynamodb/keys.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace audmg::database::dynamodb {
namespace {

/// Housekeeping removes events before; this is for deployments that have none.
constexpr std::chrono::hours kEventTtl{31 * 24};
constexpr std::size_t kMaxDueMessages = 100;

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

OutboxSteps::OutboxSteps(UserId owner, FileId file, const Outbox& outbox)
    : owner_(std::move(owner)), file_(std::move(file)), outbox_(outbox) {
  for (const OutboxMessage& message : outbox.messages) {
    messages_.push_back({make_uuid7(message.sent_at), message});
  }
}

void OutboxSteps::send(OutboxRelay& relay) const noexcept { relay.send_now(messages_); }

void OutboxSteps::add_to(Transaction& transaction) const {
  for (const PendingMessage& pending : messages_) transaction.put(message_item(pending));
  for (const NewEvent& event : outbox_.events) add_event(event, transaction);
}

void OutboxSteps::add_event(const NewEvent& event, Transaction& transaction) const {
  Item content;
  content.set("event_type", event.type).set("happened_at", event.at).set("detail", event.detail);
  if (!file_.empty()) content.set("file_id", file_.text());
  set_ttl(content, event.at + kEventTtl);
  Item by_id = event_key(owner_, event.id);
  by_id.add(content);
  set_due(by_id, Due::event, event.at, file_.empty() ? event.id.text() : file_.text());
  transaction.put(std::move(by_id));
  if (file_.empty()) return;
  Item by_file = file_event_key(owner_, file_, event.id);
  by_file.add(content);
  transaction.put(std::move(by_file));
}

Result<Event> read_event(const UserId& owner, const Item& item) {
  // Events from before they had their ids as keys have an attribute for it.
  const bool is_numbered = item.has("event_id");
  const auto id = EventId::parse(is_numbered ? item.text("event_id") : end_of_sk(item));
  if (!id) return fail(ErrorCode::corrupt, "dynamodb: an event without an id");
  return Event{.id = *id,
               .owner = owner,
               .file = FileId::parse(item.text("file_id")).value_or(FileId()),
               .type = std::string(item.text("event_type")),
               .at = item.time("happened_at"),
               .detail = std::string(item.text("detail")),
               .cursor = is_numbered ? std::to_string(item.size("n")) : id->text()};
}

}  // namespace audmg::database::dynamodb
