// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/runtime_loop.hpp"

#include "audmg/core/shortage.hpp"
#include "audmg/dispatch/failure_log.hpp"
#include "audmg/lambda/deadline_stop.hpp"
#include "audmg/lambda/limits.hpp"
#include "audmg/telemetry/log_context.hpp"
#include "audmg/telemetry/logger.hpp"

#include <cstdlib>
#include <stop_token>
#include <string>

namespace audmg::lambda {
namespace {

using telemetry::Level;

void set_trace_id(const std::string& trace_id) {
  constexpr const char* kName = "_X_AMZN_TRACE_ID";
  if (trace_id.empty()) {
    unsetenv(kName);
  } else {
    setenv(kName, trace_id.c_str(), 1);
  }
}

/// The last resort: any exception that nobody caught fails this event and not the next.
InvocationResult handle(Function& function, Invocation& invocation, telemetry::Logger& logger) {
  try {
    return function.handle(invocation);
  } catch (...) {
    const Error error = current_exception_error();
    dispatch::log_failure({}, invocation.request_id, error, logger);
    return failed(kException, "the function failed in a way that it did not expect");
  }
}

/// Lambda ends the process at the deadline, without a word in the log.
InvocationResult handle_in_time(Function& function, Invocation& invocation,
                                Deployment& deployment) {
  telemetry::Logger& logger = deployment.services().logger;
  deployment.end_calls_at(invocation.deadline - kCallMargin);
  const DeadlineStop last_word(invocation.deadline - deployment.services().clock.now() -
                               kLastWordMargin);
  const std::stop_callback say(last_word.token(), [&logger] {
    logger.log(Level::error, "invocation_out_of_time", {});
    logger.flush();
  });
  return handle(function, invocation, logger);
}

Result<RuntimeApi::Posted> post(RuntimeApi& api, const Invocation& invocation,
                                const InvocationResult& outcome) {
  if (outcome) return api.post_response(invocation.request_id, *outcome);
  return api.post_error(invocation.request_id, outcome.error());
}

}  // namespace

void run_loop(RuntimeApi& api, Function& function, Deployment& deployment) {
  telemetry::Logger& logger = deployment.services().logger;
  while (true) {
    auto invocation = api.next_invocation();
    if (!invocation) {
      logger.log(Level::error, "runtime_api_gone",
                 {{"error", std::string_view(invocation.error().message)}});
      break;
    }
    set_trace_id(invocation->trace_id);
    if (telemetry::LogContext* const context = logger.context()) {
      context->set({{"invocationId", invocation->request_id}, {"traceId", invocation->trace_id}});
    }
    const InvocationResult outcome = handle_in_time(function, *invocation, deployment);
    if (!outcome) {
      logger.log(Level::warning, "invocation_failed",
                 {{"errorType", outcome.error().type},
                  {"error", std::string_view(outcome.error().message)}});
    }
    const auto posted = post(api, *invocation, outcome);
    if (!posted) {
      logger.log(Level::error, "runtime_api_gone",
                 {{"error", std::string_view(posted.error().message)}});
      break;
    }
    if (*posted == RuntimeApi::Posted::refused) {
      logger.log(Level::error, "answer_refused", {});
    }
    // Lambda freezes the process now, for how long nobody knows.
    logger.flush();
  }
  logger.flush();
}

}  // namespace audmg::lambda
