// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/queue/message_delivery.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace audmg::lambda {

struct QueueEvent {
  enum class Source {
    sqs,  ///< polled by an event source mapping that reports batch item failures
    sns,  ///< invoked asynchronously; Lambda retries the event as a whole
  };
  Source source = Source::sqs;
  /// Texts point into the event. A message of SNS has an id and a body only; the id of a message of
  /// SQS also names it in the answer.
  std::vector<queue::DeliveredMessage> records;
};

/// Reads "Using Lambda with Amazon SQS" and "... with Amazon SNS" events. Errors: invalid_argument.
/// Rejects the whole event when a record has no id, because a failure of that message could not be
/// reported.
[[nodiscard]] Result<QueueEvent> read_queue_event(const json::Value& event);

/// Returns {"batchItemFailures":[{"itemIdentifier":"..."}]}: these messages are delivered again;
/// all others are done.
[[nodiscard]] std::string write_batch_failures(const std::vector<std::string_view>& message_ids);

}  // namespace audmg::lambda
