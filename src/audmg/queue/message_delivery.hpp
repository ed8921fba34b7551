// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/queue/message_queue.hpp"

#include <chrono>
#include <cstdint>
#include <string_view>

namespace audmg::queue {

/// A message that another receiver brought, in the words of its service. Texts are those of the
/// attributes, "" where there is none.
struct DeliveredMessage {
  std::string_view message_id{};
  std::string_view body{};
  std::string_view receipt_handle{};
  std::string_view group{};          ///< MessageGroupId
  std::string_view encoding{};       ///< the queue's own attribute of that name
  std::string_view first_sent_at{};  ///< the queue's own attribute of that name
  std::string_view sent_at{};        ///< SentTimestamp
  std::uint32_t receive_count = 1;
};

/// A queue whose messages are received by somebody else and brought to this process, as by the
/// event source mapping of AWS Lambda. Thread-safe.
class MessageDelivery {
 public:
  MessageDelivery() = default;
  MessageDelivery(const MessageDelivery&) = delete;
  MessageDelivery& operator=(const MessageDelivery&) = delete;
  virtual ~MessageDelivery() = default;

  /// Reads the message; one that a person made may lack all but its body. Its receipt is worth
  /// nothing to the MessageQueue before take_lease(). Errors: internal.
  [[nodiscard]] virtual Result<Message> read(const DeliveredMessage& delivered) = 0;
  /// Makes the lease of a delivered message end `timeout` from now, instead of when its receiver
  /// said; from then on its receipt is good, as if this process had received it. Blocks. Errors: as
  /// change_message_visibility().
  [[nodiscard]] virtual Result<void> take_lease(const Message& message,
                                                std::chrono::milliseconds timeout) = 0;
};

}  // namespace audmg::queue
