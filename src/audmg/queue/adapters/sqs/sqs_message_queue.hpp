// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/aws/service_client.hpp"
#include "audmg/queue/message_queue.hpp"
#include "audmg/queue/queue_administration.hpp"

#include <memory>
#include <string>

namespace audmg::queue::sqs {

struct SqsMessageQueueOptions {
  /// A queue's URL, or its name. It should have a redrive policy with maxReceiveCount
  /// kMaxReceiveCount.
  std::string queue;
  std::string region;
  aws::Endpoint endpoint;
  aws::RetryOptions retry{};
};

/// A standard queue of Amazon SQS, or of what speaks like it.
///
/// It keeps the port's contract but for this, which SQS does not have:
///  * Times are whole seconds, rounded up; no age of the oldest message (CloudWatch has it).
///  * A message that was given back with a pause counts as in flight.
///  * The error of a message that was given back is not kept.
///  * Groups take turns as far as SQS's fair queues do that.
///  * Of what operators may do, it can list dead messages (nobody sees them again for some seconds,
///    and what comes after one cannot be asked for: repeat until there are none) and redrive them
///    all; everything else is `unavailable` with a word of advice.
/// A receipt is good only in the process that received it, and as long as its timeout lasts by that
/// process's clock: SQS itself may take older ones and then delete what another worker has.
class SqsMessageQueue : public MessageQueue, public QueueAdministration {};

/// Asks SQS for the URL where only the name is given. References must outlive the queue. Errors:
/// not_found (no such queue), unavailable, internal.
[[nodiscard]] Result<std::unique_ptr<SqsMessageQueue>> make_sqs_message_queue(
    const SqsMessageQueueOptions& options, aws::CredentialsProvider& credentials,
    aws::HttpTransport& transport, const Clock& clock);

}  // namespace audmg::queue::sqs
