// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/worker/worker.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/core/shortage.hpp"
#include "audmg/functions/jobs/give_back.hpp"
#include "audmg/telemetry/logger.hpp"

#include <pthread.h>

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

namespace audmg::worker {
namespace {

using std::chrono::steady_clock;
using telemetry::Level;

/// Pause between two attempts to reach a queue that does not respond.
constexpr std::chrono::milliseconds kQueueRetry{1'000};

/// Time for which a thread that met a shortage takes no other message; it doubles each time,
/// because every message would meet the shortage.
constexpr std::chrono::milliseconds kFirstShortagePause{1'000};
constexpr std::chrono::milliseconds kMaxShortagePause{30'000};

std::chrono::milliseconds shortage_pause(std::uint32_t shortages) noexcept {
  constexpr std::uint32_t kMaxDoublings = 5;
  const auto doublings = std::min(shortages - 1, kMaxDoublings);
  return std::min(kMaxShortagePause, kFirstShortagePause * (std::int64_t{1} << doublings));
}

}  // namespace

Worker::Worker(const functions::JobRoute& route, functions::JobCall call,
               queue::MessageQueue& queue, const functions::CommonServices& services,
               telemetry::Metrics& metrics, const WorkerOptions& options)
    : route_(route),
      call_(std::move(call)),
      queue_(queue),
      services_(services),
      metrics_(metrics),
      options_(options),
      leases_(queue, options.visibility_timeout) {
  for (std::size_t i = 0; i < options_.threads; ++i) {
    threads_.emplace_back([this](const std::stop_token& stop) { run(stop); });
    const std::string name = std::string(route_.queue) + "-" + std::to_string(i);
    pthread_setname_np(threads_.back().native_handle(), name.substr(0, 15).c_str());
  }
}

Worker::~Worker() { stop(); }

void Worker::stop() {
  for (std::jthread& thread : threads_) thread.request_stop();
  threads_.clear();
}

void Worker::run(const std::stop_token& stop) {
  Streak streak;
  while (!stop.stop_requested()) {
    try {
      receive_and_work(streak, stop);
    } catch (...) {
      // There was no memory even to report a failure. A message in hand comes again when its lease
      // is over.
      sleep(kQueueRetry, stop);
    }
  }
}

void Worker::receive_and_work(Streak& streak, const std::stop_token& stop) {
  const auto messages = queue_.receive_message({.max_messages = 1,
                                                .visibility_timeout = options_.visibility_timeout,
                                                .wait_time = options_.wait_time},
                                               stop);
  if (!messages) {
    if (!std::exchange(streak.queue_is_unreachable, true)) {
      services_.logger.log(
          Level::error, "queue_unreachable",
          {{"queue", route_.queue}, {"error", std::string_view(messages.error().message)}});
    }
    return sleep(kQueueRetry, stop);
  }
  streak.queue_is_unreachable = false;
  for (const queue::Message& message : *messages) work_on(message, streak, stop);
}

Result<void> Worker::call_function(const queue::Message& message, const std::stop_token& stop) {
  try {
    const queue::LeaseKeeper::Lease lease(leases_, message.receipt_handle, stop);
    return call_(
        {.body = message.body, .receive_count = message.receive_count, .stop = lease.stop_token()});
  } catch (...) {
    return std::unexpected(current_exception_error());
  }
}

void Worker::work_on(const queue::Message& message, Streak& streak, const std::stop_token& stop) {
  const auto started = steady_clock::now();
  const Result<void> outcome = call_function(message, stop);
  metrics_.record_invocation(
      {.function = route_.function, .duration = steady_clock::now() - started, .error = !outcome});
  if (!outcome && stop.stop_requested()) return return_unfinished(message);
  if (!outcome) {
    const auto given_back =
        functions::give_back(route_, message, outcome.error(), queue_, services_);
    if (given_back.lacks_means) return sleep(shortage_pause(++streak.shortages), stop);
    streak.shortages = 0;
    return;
  }
  streak.shortages = 0;
  const auto deleted = queue_.delete_message(message.receipt_handle);
  // conflict: the lease was lost at the end; the message comes again and finds its work done.
  if (!deleted && deleted.error().code != ErrorCode::conflict) {
    services_.logger.log(
        Level::warning, "message_not_deleted",
        {{"queue", route_.queue}, {"error", std::string_view(deleted.error().message)}});
  }
}

// Should it fail, the message becomes visible again when its lease ends.
void Worker::return_unfinished(const queue::Message& message) {
  services_.logger.log(Level::info, "job_interrupted",
                       {{"function", route_.function},
                        {"messageId", std::string_view(message.message_id)},
                        {"receiveCount", static_cast<std::int64_t>(message.receive_count)}});
  std::ignore = queue_.return_message(message, std::chrono::milliseconds{0});
}

void Worker::sleep(std::chrono::milliseconds time, const std::stop_token& stop) {
  std::unique_lock lock(sleep_mutex_);
  wake_.wait_for(lock, stop, time, [] { return false; });
}

}  // namespace audmg::worker
