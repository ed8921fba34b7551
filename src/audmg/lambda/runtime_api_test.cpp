// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/runtime_api.hpp"

#include "audmg/lambda/runtime_loop.hpp"
#include "testbeds/lambda_testbed.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <deque>
#include <string>
#include <vector>

namespace audmg::lambda {
namespace {

/// Replays the replies that a test has written down, call by call, for things that the real
/// emulator never does: break connections, refuse, lose headers. tests/lambda/test_emulator.py
/// covers everything else.
class ScriptedChannel final : public HttpChannel {
 public:
  Result<HttpReply> exchange(const HttpCall& call) override {
    calls.push_back((call.is_post ? "POST " : "GET ") + call.path);
    bodies.emplace_back(call.body);
    types.emplace_back(call.headers.find("Lambda-Runtime-Function-Error-Type").value_or(""));
    waits_for_ever.push_back(call.timeout.count() == 0);
    if (replies.empty()) return fail(ErrorCode::unavailable, "no connection", true);
    auto reply = std::move(replies.front());
    replies.pop_front();
    return reply;
  }

  void broken() { replies.emplace_back(fail(ErrorCode::unavailable, "reset", true)); }
  void status(int code) {
    replies.emplace_back(HttpReply{.status = code, .headers = {}, .body = {}});
  }
  void event(std::string body, std::string id = "id-1", std::string deadline = "4102444800000",
             std::string trace_id = "Root=1-a-b") {
    HttpReply reply{.status = 200, .headers = {}, .body = std::move(body)};
    // In the case that Go writes, which differs from the documentation's.
    reply.headers.add("Lambda-Runtime-Aws-Request-Id", std::move(id));
    reply.headers.add("lambda-runtime-deadline-ms", std::move(deadline));
    if (!trace_id.empty()) reply.headers.add("Lambda-Runtime-Trace-Id", std::move(trace_id));
    replies.emplace_back(std::move(reply));
  }

  std::deque<Result<HttpReply>> replies;
  std::vector<std::string> calls;
  std::vector<std::string> bodies;
  std::vector<std::string> types;
  std::vector<bool> waits_for_ever;
};

constexpr std::string_view kNext = "GET /2018-06-01/runtime/invocation/next";

class RuntimeApiTest : public testing::Test {
 protected:
  ScriptedChannel channel;
  std::vector<std::chrono::milliseconds> pauses;
  RuntimeApi api{channel, [this](std::chrono::milliseconds time) { pauses.push_back(time); }};
};

TEST_F(RuntimeApiTest, TakesAnEventAndWaitsForItForEver) {
  channel.event("{}");
  const auto invocation = api.next_invocation();
  ASSERT_TRUE(invocation);
  EXPECT_EQ(invocation->request_id, "id-1");
  EXPECT_EQ(invocation->deadline.time_since_epoch().count(), 4'102'444'800'000);
  EXPECT_EQ(invocation->trace_id, "Root=1-a-b");
  EXPECT_EQ(invocation->event, "{}");
  EXPECT_EQ(channel.calls, std::vector<std::string>{std::string(kNext)});
  EXPECT_TRUE(channel.waits_for_ever[0]);
}

TEST_F(RuntimeApiTest, GivesUpWhenTheApiIsGone) {
  const auto invocation = api.next_invocation();
  ASSERT_FALSE(invocation);
  EXPECT_EQ(invocation.error().code, ErrorCode::unavailable);
  EXPECT_EQ(channel.calls.size(), 4U);
  EXPECT_EQ(pauses.size(), 3U);
}

TEST_F(RuntimeApiTest, RefusesAnEventThatItCouldNotAnswer) {
  channel.event("{}", "a/../b");
  EXPECT_EQ(api.next_invocation().error().code, ErrorCode::internal);
  channel.event("{}", "");
  EXPECT_EQ(api.next_invocation().error().code, ErrorCode::internal);
  channel.event("{}", "id", "soon");
  EXPECT_EQ(api.next_invocation().error().code, ErrorCode::internal);
  channel.status(500);
  EXPECT_EQ(api.next_invocation().error().code, ErrorCode::internal);
}

TEST_F(RuntimeApiTest, PostsAgainWhenTheConnectionBreaks) {
  channel.broken();
  channel.broken();
  channel.status(202);
  EXPECT_EQ(api.post_response("id-1", "{}"), RuntimeApi::Posted::taken);
  EXPECT_EQ(channel.calls,
            std::vector<std::string>(3, "POST /2018-06-01/runtime/invocation/id-1/response"));
  EXPECT_FALSE(channel.waits_for_ever[0]);
}

TEST_F(RuntimeApiTest, KnowsAPostThatHadArrivedBeforeTheConnectionBroke) {
  channel.broken();
  channel.status(403);
  EXPECT_EQ(api.post_response("id-1", "{}"), RuntimeApi::Posted::taken);
  channel.status(403);
  EXPECT_EQ(api.post_response("id-1", "{}"), RuntimeApi::Posted::refused);
}

TEST_F(RuntimeApiTest, DoesNotInsistOnAnAnswerThatIsTooLarge) {
  channel.status(413);
  EXPECT_EQ(api.post_response("id-1", "{}"), RuntimeApi::Posted::refused);
  EXPECT_EQ(channel.calls.size(), 1U);
}

TEST_F(RuntimeApiTest, EndsWhenTheApiIsOutOfOrder) {
  channel.status(500);
  EXPECT_EQ(api.post_response("id-1", "{}").error().code, ErrorCode::internal);
}

TEST_F(RuntimeApiTest, PostsErrorsWithTheirType) {
  channel.status(202);
  channel.status(202);
  EXPECT_TRUE(api.post_error("id-1", {kUnauthorized, "Unauthorized"}));
  EXPECT_TRUE(api.post_init_error({kInitFailed, "AUDMG_X: \"no\""}));
  EXPECT_EQ(channel.calls,
            (std::vector<std::string>{"POST /2018-06-01/runtime/invocation/id-1/error",
                                      "POST /2018-06-01/runtime/init/error"}));
  EXPECT_EQ(channel.types,
            (std::vector<std::string>{"Function.Unauthorized", "Runtime.InitFailed"}));
  EXPECT_EQ(
      channel.bodies[0],
      R"({"errorMessage":"Unauthorized","errorType":"Function.Unauthorized","stackTrace":[]})");
}

/// Answers with its event; fails or throws when told so.
class Echo final : public Function {
 public:
  InvocationResult handle(Invocation& invocation) override {
    const char* const trace_id = std::getenv("_X_AMZN_TRACE_ID");
    trace_ids.emplace_back(trace_id != nullptr ? trace_id : "none");
    if (invocation.event == "fail") return failed(kJobFailed, "told so");
    if (invocation.event == "throw") throw std::runtime_error("a secret");
    return invocation.event;
  }
  std::vector<std::string> trace_ids;
};

TEST_F(RuntimeApiTest, LoopGoesOnUntilTheApiIsGone) {
  channel.event("1");
  channel.status(202);
  channel.event("fail", "id-2", "4102444800000", "");
  channel.status(202);
  channel.event("throw", "id-3");
  channel.status(202);
  channel.event("4", "id-4");
  channel.status(413);
  channel.event("5", "id-5");
  channel.status(202);
  DriveDeployment deployment;
  Echo echo;
  run_loop(api, echo, deployment);
  EXPECT_EQ(echo.trace_ids, (std::vector<std::string>{"Root=1-a-b", "none", "Root=1-a-b",
                                                      "Root=1-a-b", "Root=1-a-b"}));
  EXPECT_EQ(channel.bodies[1], "1");
  EXPECT_EQ(channel.types[3], "Function.JobFailed");
  EXPECT_EQ(channel.types[5], "Function.Exception");
  EXPECT_EQ(channel.bodies[5].find("secret"), std::string::npos);
  EXPECT_EQ(channel.bodies[9], "5");
  EXPECT_TRUE(deployment.drive.logger.has("answer_refused"));
  EXPECT_TRUE(deployment.drive.logger.has("runtime_api_gone"));
  // After each event and at the end: what is not out by then waits for as long as the process does.
  EXPECT_EQ(deployment.drive.logger.flushes(), 6);
}

}  // namespace
}  // namespace audmg::lambda
