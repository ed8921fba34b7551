// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/message_order.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace audmg::database {

/// A message to be sent if, and only if, the change that it comes with is committed.
struct OutboxMessage {
  std::string queue;  ///< the queue's name: "media", "events"
  std::string body;
  std::string group_id;
  TimePoint sent_at;
  std::chrono::milliseconds delay{0};
  MessageOrder order{};
};

/// Something that happened to a file, written with the change that made it happen.
struct NewEvent {
  EventId id;
  /// "file.ready", "attempt.failed": docs/formats/events.md.
  std::string type;
  TimePoint at;
  /// One JSON object.
  std::string detail = "{}";
};

/// The messages and events of a file's change, written in the same transaction.
struct Outbox {
  std::vector<OutboxMessage> messages;
  std::vector<NewEvent> events;
};

}  // namespace audmg::database
