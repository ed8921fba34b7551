// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/aws/service_client.hpp"
#include "audmg/queue/adapters/sqs/sqs_message_queue.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace audmg::queue::sqs {

/// The set-up of a queue.
struct QueueStanding {
  struct Redrive {
    /// Name of the queue of dead letters.
    std::string queue;
    std::uint64_t max_receives = 0;
    /// Succeeds if that queue can be asked. Errors: not_found (no such queue), unavailable,
    /// internal.
    Result<void> is_there;
  };

  /// About how many messages could be received now.
  std::uint64_t waiting = 0;
  /// Nothing: what fails comes again for ever.
  std::optional<Redrive> redrive;
};

/// Asks SQS (GetQueueAttributes, GetQueueUrl). Changes nothing. References are used during this
/// call only. Errors: not_found (no such queue), unavailable, internal.
[[nodiscard]] Result<QueueStanding> ask_queue_standing(const SqsMessageQueueOptions& options,
                                                       aws::CredentialsProvider& credentials,
                                                       aws::HttpTransport& transport,
                                                       const Clock& clock);

}  // namespace audmg::queue::sqs
