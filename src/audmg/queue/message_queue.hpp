// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/message_order.hpp"
#include "audmg/core/result.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::queue {

// Amazon SQS's limits, which apply to every adapter.
inline constexpr std::size_t kMaxBodyBytes = std::size_t{256} * 1024;
inline constexpr std::size_t kMaxMessagesPerReceive = 10;
inline constexpr std::chrono::minutes kMaxDelay{15};
inline constexpr std::chrono::hours kMaxVisibilityTimeout{12};
inline constexpr std::chrono::seconds kMaxWaitTime{20};

/// A message that was received this often without being deleted is dead.
inline constexpr std::uint32_t kMaxReceiveCount = 5;

/// Longest text kept as a message's last error, in bytes.
inline constexpr std::size_t kMaxLastErrorBytes = 1024;

struct SendMessageRequest {
  std::string body;  ///< UTF-8, at most kMaxBodyBytes
  /// The owner of the work. Receivers take groups in turn, so that one user's ten thousand messages
  /// do not delay another user's single one.
  std::string group_id;
  std::chrono::milliseconds delay{0};  ///< at most kMaxDelay
  /// Urgent work goes before other work, and small work before large work, but everything has its
  /// turn: no message waits for ever, however many others are sent.
  MessageOrder order{};
};

struct Message {
  std::string message_id;
  std::string body;
  std::string group_id;
  /// Names this receipt, not the message. Invalid once the visibility timeout is over or the
  /// message was deleted or given back.
  std::string receipt_handle;
  /// Number of times the message was received, this time included.
  std::uint32_t receive_count = 0;
  /// The time of the first sending, even if the queue keeps a message that was returned as a new
  /// one.
  TimePoint sent_at;
  Priority priority = Priority::normal;
};

struct ReceiveMessageRequest {
  std::size_t max_messages = 1;  ///< 1..kMaxMessagesPerReceive
  /// Time during which nobody else receives the messages of this call: 1 ms..kMaxVisibilityTimeout.
  std::chrono::milliseconds visibility_timeout{30'000};
  /// Time to wait for a message when there is none (long poll): 0..kMaxWaitTime.
  std::chrono::milliseconds wait_time{20'000};
};

struct QueueAttributes {
  std::uint64_t visible = 0;                   ///< could be received now
  std::uint64_t in_flight = 0;                 ///< received, neither deleted nor timed out
  std::uint64_t delayed = 0;                   ///< sent or given back with a delay that is not over
  std::uint64_t dead = 0;                      ///< in the dead-letter queue
  std::chrono::milliseconds age_of_oldest{0};  ///< since it was sent; ignores dead ones
};

/// One queue of messages with the terms of Amazon SQS: at-least-once delivery in no guaranteed
/// order. A message that was received kMaxReceiveCount times without being deleted goes to the
/// dead-letter queue instead of being received again. All methods may block and are thread-safe;
/// sends and deletes are durable when they return. Errors of all methods: unavailable,
/// out_of_space, internal; invalid_argument for a number outside its limits.
class MessageQueue {
 public:
  MessageQueue() = default;
  MessageQueue(const MessageQueue&) = delete;
  MessageQueue& operator=(const MessageQueue&) = delete;
  virtual ~MessageQueue() = default;

  /// Returns the message id. Errors: too_large.
  [[nodiscard]] virtual Result<std::string> send_message(const SendMessageRequest& request) = 0;
  /// Blocks (no busy-waiting) until there is a message, the wait time is over or `stop` is
  /// requested; in the latter two cases the result may be empty.
  [[nodiscard]] virtual Result<std::vector<Message>> receive_message(
      const ReceiveMessageRequest& request, const std::stop_token& stop) = 0;
  /// Errors: conflict when the receipt is invalid: see Message::receipt_handle.
  [[nodiscard]] virtual Result<void> delete_message(std::string_view receipt_handle) = 0;
  /// Renews a lease: nobody else receives the message for `timeout` from now on. With an `error`,
  /// which is kept as the message's last one, or a timeout of 0, gives the message back instead:
  /// anybody can receive it when the timeout is over, and the receipt should not be used any more.
  /// A message that is given back at its last receive becomes dead (at the latest when it would be
  /// received). Errors: conflict as delete_message().
  [[nodiscard]] virtual Result<void> change_message_visibility(std::string_view receipt_handle,
                                                               std::chrono::milliseconds timeout,
                                                               std::string_view error = {}) = 0;
  /// Gives back a message that was not worked on through no fault of its own, because the receiver
  /// ends or lacks what the work needs. Anybody can receive it after `delay` (at most kMaxDelay),
  /// and this receive is not counted. It may come with another id, and, after a failure between two
  /// steps, twice. The receipt should not be used any more. Errors: conflict as delete_message().
  [[nodiscard]] virtual Result<void> return_message(const Message& message,
                                                    std::chrono::milliseconds delay) = 0;
  /// The cost may grow with the number of messages.
  [[nodiscard]] virtual Result<QueueAttributes> get_queue_attributes() = 0;
};

}  // namespace audmg::queue
