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

/// The queue that the redrive policy of another one names. Thread-safe.
class DeadLetterQueue {
 public:
  explicit DeadLetterQueue(Api& api) : api_(api) {}

  /// How many messages wait in it; `attributes` are those of the queue with the policy, and 0 comes
  /// of one without. Errors: those of to_queue_error().
  [[nodiscard]] Result<std::uint64_t> count(const json::Value& attributes);
  /// At most `limit` messages. SQS shows messages only by giving them out, so nobody sees these
  /// again for kLookTime. Errors: as count().
  [[nodiscard]] Result<std::vector<MessageSummary>> look(const json::Value& attributes,
                                                         std::size_t limit);
  /// Has SQS move all to where they came from (StartMessageMoveTask); about how many. Errors:
  /// as count().
  [[nodiscard]] Result<std::uint64_t> redrive(const json::Value& attributes);

  static constexpr std::chrono::seconds kLookTime{20};

 private:
  struct Place {
    std::string arn;
    std::string url;
  };
  /// Nothing without a redrive policy. Looked up once.
  [[nodiscard]] Result<std::optional<Place>> find(const json::Value& attributes);

  Api& api_;
  std::mutex mutex_;
  std::optional<std::optional<Place>> found_;
};

}  // namespace audmg::queue::sqs
