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

/// A fixed number of threads with a bounded queue in front of them. Functions run here, so that a
/// slow disk or a password hash never blocks an event loop. Thread-safe.
class WorkerPool {
 public:
  using Work = std::move_only_function<void()>;

  struct Options {
    /// Thread name, at most 15 characters.
    std::string name;
    std::size_t threads = 1;
    std::size_t queue = 1;
    /// If above 0, the threads use the CPU only when no other thread needs it (nice 1..19).
    int nice = 0;
  };

  /// Throws std::system_error when a thread is not available.
  explicit WorkerPool(Options options);
  /// Calls stop().
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// Takes `work` and returns true, or leaves it and returns false when the queue is full or the
  /// pool has stopped. `work` must not throw.
  [[nodiscard]] bool try_submit(Work& work);
  /// Submits the next step of an operation that was admitted before (a part of a body, a clean-up).
  /// It is never refused for lack of room, so callers keep at most one such step in progress each.
  void submit(Work work);
  /// Number of calls that now wait for a thread.
  [[nodiscard]] std::size_t queued() const;
  /// Runs the queued work, then ends the threads. Idempotent.
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
