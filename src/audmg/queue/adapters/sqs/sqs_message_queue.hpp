// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/aws/service_client.hpp"
#include "audmg/queue/message_delivery.hpp"
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

/// A standard queue of Amazon SQS or a compatible service.
///
/// It keeps the port's contract except where SQS cannot:
///  * Times are whole seconds, rounded up. The age of the oldest message is not reported
///    (CloudWatch has it).
///  * A message that was given back with a delay counts as in flight.
///  * The error of a message that was given back is not kept.
///  * A message that is returned is sent again, with the time of its first sending, and then
///    deleted: SQS counts every receive.
///  * Groups take turns only as far as SQS's fair queues provide that: messages of a group that has
///    many in flight come after those of other groups. For that, messages of each priority are a
///    group of their own. The cost does not count.
///  * Of the operations for operators, it supports listing dead messages and redriving all of them.
///    Listed messages are invisible for some seconds, and a list cannot start after a given
///    message: repeat until it is empty. Everything else fails with `unavailable` and a word of
///    advice.
/// A receipt is good only in the process that received it, and only until its timeout ends by that
/// process's clock: SQS itself may accept older ones and then delete a message that another worker
/// has.
class SqsMessageQueue : public MessageQueue, public QueueAdministration, public MessageDelivery {};

/// Asks SQS for the URL when only the name is given. References must outlive the queue. Errors:
/// not_found (no such queue), unavailable, internal.
[[nodiscard]] Result<std::unique_ptr<SqsMessageQueue>> make_sqs_message_queue(
    const SqsMessageQueueOptions& options, aws::CredentialsProvider& credentials,
    aws::HttpTransport& transport, const Clock& clock);

}  // namespace audmg::queue::sqs
