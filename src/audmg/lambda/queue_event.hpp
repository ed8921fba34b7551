// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/json/document.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::lambda {

/// One message of an SQS or SNS event. Texts point into the event.
struct QueueRecord {
  /// Identifies the message in the answer to an SQS event.
  std::string_view message_id;
  std::string_view body;
  std::uint32_t receive_count = 1;
};

struct QueueEvent {
  enum class Source {
    sqs,  ///< polled by an event source mapping that reports batch item failures
    sns,  ///< invoked asynchronously; Lambda retries the event as a whole
  };
  Source source = Source::sqs;
  std::vector<QueueRecord> records;
};

/// Reads "Using Lambda with Amazon SQS" and "... with Amazon SNS" events. Errors: invalid_argument.
/// Rejects the whole event when a record has no id, because a failure of that message could not be
/// reported.
[[nodiscard]] Result<QueueEvent> read_queue_event(const json::Value& event);

/// Returns {"batchItemFailures":[{"itemIdentifier":"..."}]}: these messages are delivered again;
/// all others are done.
[[nodiscard]] std::string write_batch_failures(const std::vector<std::string_view>& message_ids);

}  // namespace audmg::lambda
