// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/lib/aws/http_transport.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>

namespace audmg::app {

/// Waits for no answer beyond a time: that at which the invocation of a Lambda function must end. A
/// process that has no such time waits as long as each request says.
class TimedTransport final : public aws::HttpTransport {
 public:
  /// References must outlive it.
  TimedTransport(aws::HttpTransport& inner, const Clock& clock) : inner_(inner), clock_(clock) {}

  /// Applies to requests that begin from now on.
  void end_at(TimePoint end) noexcept { end_.store(end); }

  /// Errors: those of the inner transport; unavailable, not retryable, when the time is over: then
  /// nothing was sent.
  Result<curl::ClientAnswer> send(const curl::ClientRequest& request) override {
    const TimePoint end = end_.load();
    if (end == kNever) return inner_.send(request);
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - clock_.now());
    if (left.count() <= 0) return fail(ErrorCode::unavailable, "no time is left for a request");
    curl::ClientRequest timed = request;
    const bool has_limit = request.timeout.count() > 0;
    timed.timeout = has_limit ? std::min(request.timeout, left) : left;
    return inner_.send(timed);
  }

 private:
  static constexpr TimePoint kNever = TimePoint::max();

  aws::HttpTransport& inner_;
  const Clock& clock_;
  std::atomic<TimePoint> end_{kNever};
};

}  // namespace audmg::app
