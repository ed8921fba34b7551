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

/// An operator's view of a message.
struct MessageSummary {
  std::string message_id;
  std::string body;
  std::string group_id;
  MessageState state = MessageState::visible;
  std::uint32_t receive_count = 0;
  TimePoint sent_at;
  /// The time at which it could be received, can be received again, or was found dead.
  TimePoint visible_at;
  /// Error of the last attempt that failed; "" when none did.
  std::string last_error;
};

struct ListMessagesRequest {
  /// Unset: all states.
  std::optional<MessageState> state;
  /// Lists only messages sent after the one with this id; "": from the oldest.
  std::string after;
  std::size_t limit = 100;
};

/// An operator's actions on a queue; an optional ability (SQS has only part of it). Thread-safe;
/// durable when they return. Errors of all methods: unavailable, out_of_space, internal.
class QueueAdministration {
 public:
  QueueAdministration() = default;
  QueueAdministration(const QueueAdministration&) = delete;
  QueueAdministration& operator=(const QueueAdministration&) = delete;
  virtual ~QueueAdministration() = default;

  /// Returns the oldest first. Errors: invalid_argument when `after` is not a message id.
  [[nodiscard]] virtual Result<std::vector<MessageSummary>> list_messages(
      const ListMessagesRequest& request) = 0;
  [[nodiscard]] virtual Result<std::optional<MessageSummary>> find_message(
      std::string_view message_id) = 0;
  /// Makes the message, dead or not, visible now with receive count 0. Errors: not_found, conflict
  /// while in flight.
  [[nodiscard]] virtual Result<void> retry_message(std::string_view message_id) = 0;
  /// Makes all dead messages visible with receive count 0; returns how many.
  [[nodiscard]] virtual Result<std::uint64_t> redrive() = 0;
  /// A paused queue hands out no messages but takes new ones. Survives a restart.
  [[nodiscard]] virtual Result<void> set_paused(bool paused) = 0;
  [[nodiscard]] virtual Result<bool> is_paused() = 0;
};

}  // namespace audmg::queue
