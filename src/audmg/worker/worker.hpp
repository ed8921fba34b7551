// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/job.hpp"
#include "audmg/queue/message_queue.hpp"
#include "audmg/telemetry/metrics.hpp"

#include <chrono>
#include <cstddef>
#include <thread>
#include <vector>

namespace audmg::worker {

struct WorkerOptions {
  /// Messages worked on at the same time.
  std::size_t threads = 1;
  std::chrono::milliseconds visibility_timeout{30'000};
  std::chrono::milliseconds wait_time{20'000};
};

/// Runtime 3: takes the messages of one queue and has one function work on them. What SQS and
/// Lambda are in the other home.
class Worker {
 public:
  /// References must outlive the worker. Starts at once.
  Worker(const functions::JobRoute& route, queue::MessageQueue& queue,
         functions::Services& services, telemetry::Metrics& metrics, const WorkerOptions& options);
  /// Ends as stop() does.
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  /// Takes no more messages, asks the jobs under way to stop, and gives their messages back.
  /// Blocks until that is done. Idempotent.
  void stop();

 private:
  void run(const std::stop_token& stop);
  void work_on(const queue::Message& message, const std::stop_token& stop);
  void give_back(const queue::Message& message, const Error& error);
  void return_unfinished(const queue::Message& message);

  const functions::JobRoute route_;
  queue::MessageQueue& queue_;
  functions::Services& services_;
  telemetry::Metrics& metrics_;
  const WorkerOptions options_;
  std::vector<std::jthread> threads_;
};

}  // namespace audmg::worker
