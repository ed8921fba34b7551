// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/job.hpp"
#include "audmg/queue/lease_keeper.hpp"
#include "audmg/queue/message_queue.hpp"
#include "audmg/telemetry/metrics.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

namespace audmg::worker {

struct WorkerOptions {
  /// Number of messages processed at the same time.
  std::size_t threads = 1;
  std::chrono::milliseconds visibility_timeout{30'000};
  std::chrono::milliseconds wait_time{20'000};
};

/// Runtime 3: receives the messages of one queue and passes them to one function. SQS and Lambda do
/// this in the other home.
class Worker {
 public:
  /// `call` is the bound function of `route`. References must outlive the worker. Starts
  /// immediately. Throws std::system_error when a thread is not available.
  Worker(const functions::JobRoute& route, functions::JobCall call, queue::MessageQueue& queue,
         const functions::CommonServices& services, telemetry::Metrics& metrics,
         const WorkerOptions& options);
  /// Calls stop().
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  /// Receives no more messages, requests a stop of the jobs in progress, and returns their messages
  /// to the queue. Blocks until that is done. Idempotent.
  void stop();

 private:
  /// State that one thread carries from one message to the next.
  struct Streak {
    bool queue_is_unreachable = false;
    /// Number of consecutive messages that met a shortage.
    std::uint32_t shortages = 0;
  };

  void run(const std::stop_token& stop);
  void receive_and_work(Streak& streak, const std::stop_token& stop);
  void work_on(const queue::Message& message, Streak& streak, const std::stop_token& stop);
  [[nodiscard]] Result<void> call_function(const queue::Message& message,
                                           const std::stop_token& stop);
  void return_unfinished(const queue::Message& message);
  void sleep(std::chrono::milliseconds time, const std::stop_token& stop);

  const functions::JobRoute route_;
  const functions::JobCall call_;
  queue::MessageQueue& queue_;
  const functions::CommonServices services_;
  telemetry::Metrics& metrics_;
  const WorkerOptions options_;
  queue::LeaseKeeper leases_;
  std::mutex sleep_mutex_;
  std::condition_variable_any wake_;
  std::vector<std::jthread> threads_;  // last: use all members above
};

}  // namespace audmg::worker
