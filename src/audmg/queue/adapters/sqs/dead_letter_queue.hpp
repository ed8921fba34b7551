// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/queue/adapters/sqs/api.hpp"
#include "audmg/queue/queue_administration.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace audmg::queue::sqs {

/// The queue that another queue's redrive policy names. Thread-safe.
class DeadLetterQueue {
 public:
  explicit DeadLetterQueue(Api& api) : api_(api) {}

  /// Returns the number of messages that wait in it; 0 without a redrive policy. `attributes` are
  /// those of the queue with the policy. Errors: those of to_queue_error().
  [[nodiscard]] Result<std::uint64_t> count(const json::Value& attributes);
  /// Returns at most `limit` messages. SQS shows messages only by handing them out, so they are
  /// invisible to everybody for kLookTime afterwards. Errors: as count().
  [[nodiscard]] Result<std::vector<MessageSummary>> look(const json::Value& attributes,
                                                         std::size_t limit);
  /// Asks SQS to move all messages back to the queues they came from (StartMessageMoveTask);
  /// returns about how many. Errors: as count().
  [[nodiscard]] Result<std::uint64_t> redrive(const json::Value& attributes);

  static constexpr std::chrono::seconds kLookTime{20};

 private:
  struct Place {
    std::string arn;
    std::string url;
  };
  /// Returns nothing without a redrive policy. Looks it up only once.
  [[nodiscard]] Result<std::optional<Place>> find(const json::Value& attributes);

  Api& api_;
  std::mutex mutex_;
  std::optional<std::optional<Place>> found_;
};

}  // namespace audmg::queue::sqs
