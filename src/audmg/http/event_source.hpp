// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <string>

namespace audmg::http {

/// Some server-sent events.
struct EventBatch {
  /// Whole events in the form of text/event-stream; may be empty.
  std::string text;
  /// There may be more right now.
  bool more = false;
};

/// Where one client's stream of server-sent events comes from: a function makes it, a runtime that
/// can hold connections open asks it again and again. Not thread-safe, but the calls may come from
/// different threads one after another. May block: never call it on an event loop.
class EventSource {
 public:
  EventSource() = default;
  EventSource(const EventSource&) = delete;
  EventSource& operator=(const EventSource&) = delete;
  virtual ~EventSource() = default;

  /// What is new since the last call, at most some ten thousand bytes at a time. After an error
  /// the stream is to be ended; the client comes again.
  [[nodiscard]] virtual Result<EventBatch> read() = 0;
};

}  // namespace audmg::http
