// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/queue/message_queue.hpp"

#include <chrono>
#include <condition_variable>
#include <list>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

namespace audmg::queue {

/// Renews the leases of the messages that this process works on, however long the work takes. One
/// thread, started with the keeper, serves all of them: a job must not fail because no thread is
/// available. Thread-safe.
class LeaseKeeper {
 private:
  struct Kept;

 public:
  /// The lease of one message; renewed until destruction.
  class Lease {
   public:
    /// `keeper` must outlive this. See stop_token() for `runtime_stop`.
    Lease(LeaseKeeper& keeper, std::string receipt_handle, const std::stop_token& runtime_stop);
    /// Waits for a renewal in progress.
    ~Lease();
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;

    /// Requested when the lease is lost, because another worker then has the message, and when
    /// `runtime_stop` is requested.
    [[nodiscard]] std::stop_token stop_token() const noexcept { return lost_.get_token(); }

   private:
    struct RequestStop {
      std::stop_source& source;
      void operator()() const noexcept { source.request_stop(); }
    };

    LeaseKeeper& keeper_;
    std::stop_source lost_;
    std::list<Kept>::iterator kept_;
    std::stop_callback<RequestStop> on_runtime_stop_;
  };

  /// `queue` must outlive this. Renews every third of `visibility_timeout`. Throws
  /// std::system_error when no thread is available.
  LeaseKeeper(MessageQueue& queue, std::chrono::milliseconds visibility_timeout);
  /// Precondition: no lease is left.
  ~LeaseKeeper() = default;
  LeaseKeeper(const LeaseKeeper&) = delete;
  LeaseKeeper& operator=(const LeaseKeeper&) = delete;

 private:
  using Time = std::chrono::steady_clock::time_point;

  struct Kept {
    std::string receipt_handle;
    std::stop_source lost;
    /// Time of the next renewal; Time::max() once the lease is lost.
    Time due;
    /// True while the thread renews it without holding the lock.
    bool in_renewal = false;
  };

  void run(const std::stop_token& stop);
  /// Returns the lease to renew first; end() when there is none.
  [[nodiscard]] std::list<Kept>::iterator next_due();
  void renew(Kept& kept, std::unique_lock<std::mutex>& lock);
  [[nodiscard]] bool renew_now(const std::string& receipt_handle) noexcept;

  MessageQueue& queue_;
  const std::chrono::milliseconds visibility_timeout_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::list<Kept> kept_;
  std::jthread thread_;  // last: uses all members above
};

}  // namespace audmg::queue
