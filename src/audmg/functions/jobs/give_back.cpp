// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/give_back.hpp"

#include "audmg/functions/alarms.hpp"
#include "audmg/functions/jobs/backoff.hpp"
#include "audmg/telemetry/logger.hpp"

#include <cstdint>
#include <random>
#include <string_view>
#include <tuple>

namespace audmg::functions {
namespace {

std::uint64_t jitter() {
  thread_local std::mt19937_64 generator{std::random_device{}()};
  return generator();
}

std::chrono::milliseconds age_of(const queue::Message& message, const Clock& clock) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(clock.now() - message.sent_at);
}

std::chrono::milliseconds wait_after_failure(const queue::Message& message) {
  return message.group_id == kAlarmGroup ? alarm_backoff(message.receive_count, jitter())
                                         : backoff(message.receive_count, jitter());
}

}  // namespace

GivenBack give_back(const JobRoute& route, const queue::Message& message, const Error& error,
                    queue::MessageQueue& queue, const CommonServices& services) {
  const bool lacks_means = route.waits_out_shortages && is_shortage(error);
  const auto wait = lacks_means ? shortage_wait(age_of(message, services.clock), jitter())
                                : wait_after_failure(message);
  services.logger.log(telemetry::Level::warning, lacks_means ? "job_waits_for_means" : "job_failed",
                      {{"function", route.function},
                       {"messageId", std::string_view(message.message_id)},
                       {"receiveCount", static_cast<std::int64_t>(message.receive_count)},
                       {"retryInMs", static_cast<std::int64_t>(wait.count())},
                       {"error", std::string_view(error.message)}});
  // Whether or not this succeeds, the message becomes visible again when its lease ends.
  if (lacks_means) {
    std::ignore = queue.return_message(message, wait);
  } else {
    std::ignore = queue.change_message_visibility(message.receipt_handle, wait, error.message);
  }
  return {.wait = wait, .lacks_means = lacks_means};
}

}  // namespace audmg::functions
