// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/composition/timed_transport.hpp"

#include "contract/error_code.hpp"
#include "doubles/manual_clock.hpp"

#include <gtest/gtest.h>

namespace audmg::app {
namespace {

using namespace std::chrono_literals;

class TimeoutRecorder final : public aws::HttpTransport {
 public:
  Result<curl::ClientAnswer> send(const curl::ClientRequest& request) override {
    timeout = request.timeout;
    return curl::ClientAnswer{.status = 200, .fields = {}, .body = {}};
  }
  std::chrono::milliseconds timeout{0};
};

TEST(TimedTransport, WaitsNoLongerThanThereIsTime) {
  TimeoutRecorder inner;
  ManualClock clock;
  TimedTransport transport(inner, clock);
  curl::ClientRequest request;
  request.timeout = 10s;
  ASSERT_TRUE(transport.send(request));
  EXPECT_EQ(inner.timeout, 10s) << "no end was set";
  transport.end_at(clock.now() + 4s);
  ASSERT_TRUE(transport.send(request));
  EXPECT_EQ(inner.timeout, 4s);
  request.timeout = 0s;
  ASSERT_TRUE(transport.send(request));
  EXPECT_EQ(inner.timeout, 4s) << "the request has no limit of its own";
  request.timeout = 10s;
  clock.advance(3s);
  ASSERT_TRUE(transport.send(request));
  EXPECT_EQ(inner.timeout, 1s);
  clock.advance(1s);
  const auto late = transport.send(request);
  EXPECT_EQ(error_code(late), ErrorCode::unavailable);
  EXPECT_FALSE(late.error().retryable);
  // The next invocation has a time of its own.
  transport.end_at(clock.now() + 1min);
  ASSERT_TRUE(transport.send(request));
  EXPECT_EQ(inner.timeout, 10s);
}

}  // namespace
}  // namespace audmg::app
