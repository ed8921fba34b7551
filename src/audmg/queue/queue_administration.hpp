// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::queue {

enum class MessageState { visible, delayed, in_flight, dead };

[[nodiscard]] std::string_view to_string(MessageState state) noexcept;
[[nodiscard]] std::optional<MessageState> parse_message_state(std::string_view text) noexcept;

/// What an operator sees of a message.
struct MessageSummary {
  std::string message_id;
  std::string body;
  std::string group_id;
  MessageState state = MessageState::visible;
  std::uint32_t receive_count = 0;
  TimePoint sent_at;
  /// When it could be received, can be again, or was found dead.
  TimePoint visible_at;
  /// Of the last attempt that failed; "" when none did.
  std::string last_error;
};

struct ListMessagesRequest {
  /// Nothing: all states.
  std::optional<MessageState> state;
  /// The id of a message: those sent after it; "": from the oldest.
  std::string after;
  std::size_t limit = 100;
};

/// What an operator may do with a queue; an optional ability (SQS has only part of it).
/// Thread-safe; durable when it returns. Errors of all: unavailable, out_of_space, internal.
class QueueAdministration {
 public:
  QueueAdministration() = default;
  QueueAdministration(const QueueAdministration&) = delete;
  QueueAdministration& operator=(const QueueAdministration&) = delete;
  virtual ~QueueAdministration() = default;

  /// Oldest first. Errors: invalid_argument when `after` is no message id.
  [[nodiscard]] virtual Result<std::vector<MessageSummary>> list_messages(
      const ListMessagesRequest& request) = 0;
  [[nodiscard]] virtual Result<std::optional<MessageSummary>> find_message(
      std::string_view message_id) = 0;
  /// Visible now, receive count 0, dead or not. Errors: not_found, conflict while in flight.
  [[nodiscard]] virtual Result<void> retry_message(std::string_view message_id) = 0;
  /// Makes all dead messages visible, receive count 0; how many.
  [[nodiscard]] virtual Result<std::uint64_t> redrive() = 0;
  /// While paused nothing is received; sends work. Survives a restart.
  [[nodiscard]] virtual Result<void> set_paused(bool paused) = 0;
  [[nodiscard]] virtual Result<bool> is_paused() = 0;
};

}  // namespace audmg::queue
