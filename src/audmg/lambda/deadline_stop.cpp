// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/deadline_stop.hpp"

namespace audmg::lambda {

using std::chrono::steady_clock;

DeadlineStop::DeadlineStop(std::chrono::milliseconds time) {
  if (time.count() <= 0) {
    source_.request_stop();
    return;
  }
  thread_ = std::jthread(
      [this, until = steady_clock::now() + time](const std::stop_token& end) { wait(end, until); });
}

void DeadlineStop::wait(const std::stop_token& end, steady_clock::time_point until) {
  std::unique_lock lock(mutex_);
  wake_.wait_until(lock, end, until, [] { return false; });
  if (!end.stop_requested()) source_.request_stop();
}

}  // namespace audmg::lambda
