// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/problem.hpp"

#include <gtest/gtest.h>

namespace audmg::http {
namespace {

TEST(Problem, HasTheMembersOfTheContract) {
  const Problem problem{.status = 400,
                        .code = "validation_failed",
                        .message = "Look at \"errors\".",
                        .errors = {{"size", "missing", "This field is required."}}};
  const Response response = problem_response(problem, "req-1");
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(response.headers.find("Content-Type"), "application/problem+json");
  EXPECT_EQ(response.headers.find("Cache-Control"), "no-store");
  EXPECT_EQ(response.headers.find("Retry-After"), std::nullopt);
  EXPECT_EQ(
      response.body,
      R"({"type":"about:blank","title":"Bad Request","status":400,"code":"validation_failed",)"
      R"("message":"Look at \"errors\".","requestId":"req-1","errors":[{"field":"size",)"
      R"("code":"missing","message":"This field is required."}]})");
}

TEST(Problem, SaysWhenToRetryAndHowToAuthenticate) {
  const Response limited = problem_response(
      Problem{.status = 429, .code = "rate_limited", .retry_after_seconds = 7}, "r");
  EXPECT_EQ(limited.headers.find("Retry-After"), "7");
  EXPECT_EQ(limited.headers.find("WWW-Authenticate"), std::nullopt);
  EXPECT_EQ(limited.body.find("errors"), std::string::npos);
  const Response refused = problem_response(Problem{.status = 401, .code = "unauthorized"}, "r");
  EXPECT_EQ(refused.headers.find("WWW-Authenticate"), "Bearer");
}

TEST(Problem, NeverShowsTheMessageOfAnError) {
  for (const ErrorCode code :
       {ErrorCode::invalid_argument, ErrorCode::not_found, ErrorCode::already_exists,
        ErrorCode::conflict, ErrorCode::too_large, ErrorCode::out_of_space, ErrorCode::unavailable,
        ErrorCode::deadline_exceeded, ErrorCode::corrupt, ErrorCode::internal}) {
    const Response response = problem_response(Error{code, "secret path"}, "r");
    EXPECT_EQ(response.status, status_for(code));
    EXPECT_FALSE(reason_phrase(response.status).empty()) << response.status;
    EXPECT_EQ(response.body.find("secret"), std::string::npos);
    EXPECT_EQ(response.body.find(R"("code":"")"), std::string::npos) << response.body;
  }
}

}  // namespace
}  // namespace audmg::http
