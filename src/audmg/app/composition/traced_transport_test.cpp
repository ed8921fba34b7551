// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/composition/traced_transport.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace audmg::app {
namespace {

class RecordingTransport final : public aws::HttpTransport {
 public:
  Result<curl::ClientAnswer> send(const curl::ClientRequest& request) override {
    fields = request.fields;
    return curl::ClientAnswer{.status = 200, .fields = {}, .body = {}};
  }
  std::vector<std::string> fields;
};

TEST(TracedTransport, PassesOnTheTraceOfTheInvocationUnderWay) {
  RecordingTransport inner;
  TracedTransport transport(inner);
  const curl::ClientRequest request{.method = "GET", .url = "http://x", .fields = {"A: b"}};
  ::unsetenv("_X_AMZN_TRACE_ID");
  ASSERT_TRUE(transport.send(request));
  EXPECT_THAT(inner.fields, testing::ElementsAre("A: b"));
  ::setenv("_X_AMZN_TRACE_ID", "Root=1-a-b;Sampled=1", 1);
  ASSERT_TRUE(transport.send(request));
  EXPECT_THAT(inner.fields, testing::ElementsAre("A: b", "X-Amzn-Trace-Id: Root=1-a-b;Sampled=1"));
  ::unsetenv("_X_AMZN_TRACE_ID");
}

}  // namespace
}  // namespace audmg::app
