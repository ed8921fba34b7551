// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace audmg::server {

/// A fixed number of threads and a bounded queue in front of them: where functions run, so that a
/// slow disk or a password hash never holds up an event loop. Thread-safe.
class WorkerPool {
 public:
  using Work = std::move_only_function<void()>;

  struct Options {
    /// Thread name, at most 15 characters.
    std::string name;
    std::size_t threads = 1;
    std::size_t queue = 1;
    /// Above 0: the threads get the CPU only when nobody else wants it (nice 1..19).
    int nice = 0;
  };

  /// Throws std::system_error when a thread cannot be had.
  explicit WorkerPool(Options options);
  /// Ends as stop() does.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// Takes `work` only when it returns true; false: the queue is full or the pool has stopped.
  /// `work` must not throw.
  [[nodiscard]] bool try_submit(Work& work);
  /// For the next step of something that was admitted before (a part of a body, a clean-up): never
  /// refused for want of room, so callers keep at most one such step under way each.
  void submit(Work work);
  /// What waits for a thread now.
  [[nodiscard]] std::size_t queued() const;
  /// Runs what is queued, then ends the threads. Idempotent.
  void stop();

 private:
  void work_until_stopped();

  const Options options_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Work> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace audmg::server
