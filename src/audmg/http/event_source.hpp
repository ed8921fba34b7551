// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/http/response.hpp"

#include <memory>
#include <string>
#include <variant>

namespace audmg::http {

/// A batch of server-sent events.
struct EventBatch {
  /// Whole events in the format of text/event-stream; may be empty.
  std::string text;
  /// True when more events may be available right now.
  bool more = false;
};

/// Source of one client's stream of server-sent events: a function creates it, and a runtime that
/// can hold connections open polls it. Not thread-safe, but the calls may come from different
/// threads one after another. May block: never call it on an event loop.
class EventSource {
 public:
  EventSource() = default;
  EventSource(const EventSource&) = delete;
  EventSource& operator=(const EventSource&) = delete;
  virtual ~EventSource() = default;

  /// Returns the events since the last call, at most some ten thousand bytes at a time. After an
  /// error the stream must be ended; the client reconnects.
  [[nodiscard]] virtual Result<EventBatch> read() = 0;
};

/// The answer of a function that tells of events: a stream of them, which lasts as long as the
/// client listens, or those that there are.
using EventAnswer = std::variant<std::unique_ptr<EventSource>, Response>;

}  // namespace audmg::http
