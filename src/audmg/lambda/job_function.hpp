// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/job.hpp"
#include "audmg/lambda/deployment.hpp"
#include "audmg/lambda/invocation.hpp"
#include "audmg/lambda/queue_event.hpp"
#include "audmg/queue/lease_keeper.hpp"
#include "audmg/telemetry/logger.hpp"

#include <chrono>
#include <stop_token>
#include <string_view>

namespace audmg::lambda {

/// Passes the messages of an SQS or SNS event to a function of the background plane. For an SQS
/// batch, the answer names the messages that failed and those that there was no time for; the
/// others are done. For an SNS event, the invocation fails when a message does.
///
/// The visibility timeout of the queue must cover the longest invocation. So that a message does
/// not wait for its end after a failure, the one that is worked on has a lease of its own,
/// kJobLease, which is renewed; and one that failed comes again after a backoff.
class JobFunction final : public Function {
 public:
  /// `call` is the bound function of `route`. `deployment` must outlive it.
  JobFunction(const functions::JobRoute& route, functions::JobCall call, Deployment& deployment);

  [[nodiscard]] InvocationResult handle(Invocation& invocation) override;

 private:
  /// Works on one message; gives it back to the queue when that fails. Failures are in the log.
  Result<void> work_on(const QueueEvent& event, const queue::DeliveredMessage& delivered,
                       const std::stop_token& stop);
  Result<void> leave_to_others(const queue::Message& message);
  Result<void> work_with_lease(const queue::Message& message, const std::stop_token& stop);
  Result<void> call_without_lease(const functions::Job& job, std::string_view message_id);
  Result<void> call(const functions::Job& job) const;
  void record(const queue::DeliveredMessage& delivered, const Result<void>& outcome,
              std::chrono::steady_clock::duration duration);
  void log(telemetry::Level level, std::string_view event, std::string_view message_id,
           const Error& error);

  const functions::JobRoute route_;
  const functions::JobCall call_;
  Deployment& deployment_;
  const JobQueue queue_;
  queue::LeaseKeeper leases_;
};

}  // namespace audmg::lambda
