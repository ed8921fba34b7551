// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/authorizer_function.hpp"

#include "audmg/lib/json/writer.hpp"
#include "testbeds/lambda_testbed.hpp"

#include <gtest/gtest.h>

namespace audmg::lambda {
namespace {

class AuthorizerFunctionTest : public LambdaTest {
 protected:
  InvocationResult ask(const std::string& token) {
    json::Writer json;
    json.begin_object()
        .field("type", "TOKEN")
        .field("authorizationToken", token)
        .field("methodArn", "arn:aws:execute-api:eu-central-1:1:api/dev/GET/retrieve")
        .end_object();
    return invoke(kAuthorizerHandler, std::move(json).take());
  }
};

TEST_F(AuthorizerFunctionTest, AllowsTheWholeStage) {
  const http::Principal ada = drive().add_user("ada");
  const auto outcome = ask(authorization(ada));
  ASSERT_TRUE(outcome) << outcome.error().message;
  EXPECT_NE(outcome->find("arn:aws:execute-api:eu-central-1:1:api/dev/*/*"), std::string::npos);
  EXPECT_NE(outcome->find(ada.session.text()), std::string::npos);
  EXPECT_TRUE(ask(authorization(ada).substr(7)));
}

TEST_F(AuthorizerFunctionTest, SaysUnauthorizedInTheWordThatMakesA401) {
  const http::Principal ada = drive().add_user("ada");
  const std::string good = authorization(ada);
  for (const std::string& token : {std::string(), std::string("x"), good + "x", "Basic " + good}) {
    const auto outcome = ask(token);
    ASSERT_FALSE(outcome) << token;
    EXPECT_EQ(outcome.error().message, "Unauthorized");
  }
  drive().clock.advance(std::chrono::minutes(16));
  EXPECT_EQ(ask(good).error().message, "Unauthorized");
}

TEST_F(AuthorizerFunctionTest, FailsOtherwiseWhenItCannotKnow) {
  const http::Principal ada = drive().add_user("ada");
  const std::string good = authorization(ada);
  drive().failures.fail_once(ErrorCode::unavailable);
  const auto outcome = ask(good);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().type, kUnavailable);
  EXPECT_NE(outcome.error().message, "Unauthorized");
  EXPECT_TRUE(ask(good));
}

TEST_F(AuthorizerFunctionTest, AnswersAnHttpApiSimply) {
  const std::string event = event_text("authorizer_event", "request_2");
  EXPECT_EQ(invoke(kAuthorizerHandler, event), R"({"isAuthorized":false,"context":{}})");
  const http::Principal ada = drive().add_user("ada");
  const auto outcome =
      invoke(kAuthorizerHandler, replaced(event, "\"authorization\": \"Bearer a.b.c\"",
                                          "\"authorization\": \"" + authorization(ada) + '"'));
  ASSERT_TRUE(outcome);
  EXPECT_TRUE(outcome->starts_with(R"({"isAuthorized":true,"context":{"userId":")"));
}

TEST_F(AuthorizerFunctionTest, KeepsTokensOutOfTheLog) {
  const http::Principal ada = drive().add_user("ada");
  const std::string good = authorization(ada);
  ASSERT_TRUE(ask(good));
  ASSERT_FALSE(ask(good + "x"));
  EXPECT_EQ(drive().logger.text().find(good.substr(7)), std::string::npos);
  EXPECT_TRUE(drive().logger.has("authorization"));
}

}  // namespace
}  // namespace audmg::lambda
