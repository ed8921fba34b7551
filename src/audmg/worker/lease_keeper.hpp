// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/queue/message_queue.hpp"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

namespace audmg::worker {

/// Renews one message's lease while it is being worked on, however long that takes, and requests a
/// stop when the lease is lost: another worker has the message then.
class LeaseKeeper {
 public:
  /// `queue` must outlive this. Renews every third of `visibility_timeout`.
  LeaseKeeper(queue::MessageQueue& queue, std::string receipt_handle,
              std::chrono::milliseconds visibility_timeout, const std::stop_token& runtime_stop);
  /// Ends renewing; waits for a renewal under way.
  ~LeaseKeeper();
  LeaseKeeper(const LeaseKeeper&) = delete;
  LeaseKeeper& operator=(const LeaseKeeper&) = delete;

  /// Requested when the lease is lost or the runtime stops.
  [[nodiscard]] std::stop_token stop_token() const noexcept { return lost_.get_token(); }

 private:
  void renew_until_told(const std::stop_token& done);

  queue::MessageQueue& queue_;
  const std::string receipt_handle_;
  const std::chrono::milliseconds visibility_timeout_;
  std::stop_source lost_;
  std::stop_callback<std::function<void()>> on_runtime_stop_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;  // last: uses all of the above
};

}  // namespace audmg::worker
