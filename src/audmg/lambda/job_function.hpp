// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/job.hpp"
#include "audmg/lambda/deployment.hpp"
#include "audmg/lambda/invocation.hpp"
#include "audmg/lambda/queue_event.hpp"

#include <stop_token>

namespace audmg::lambda {

/// Passes the messages of an SQS or SNS event to a function of the background plane. For an SQS
/// batch, the answer names the messages that failed and those that there was no time for; the
/// others are done. For an SNS event, the invocation fails when a message does.
class JobFunction final : public Function {
 public:
  /// `deployment` must outlive it.
  JobFunction(std::string_view function, functions::JobCall call, Deployment& deployment)
      : function_(function), call_(std::move(call)), deployment_(deployment) {}

  [[nodiscard]] InvocationResult handle(Invocation& invocation) override;

 private:
  Result<void> work_on(const QueueRecord& record, const std::stop_token& stop);

  const std::string_view function_;
  const functions::JobCall call_;
  Deployment& deployment_;
};

}  // namespace audmg::lambda
