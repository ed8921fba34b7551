// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/authorizer_event.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/lambda/authorizer_context.hpp"
#include "testbeds/lambda_events.hpp"

#include <gtest/gtest.h>

namespace audmg::lambda {
namespace {

constexpr std::string_view kStage =
    "arn:aws:execute-api:eu-central-1:123456789012:70ixmpl4fl/dev/*/*";

AuthorizerEvent authorizer_fixture(const std::string& name) {
  const auto event = read_authorizer_event(event_fixture("authorizer_event", name));
  EXPECT_TRUE(event) << event.error().message;
  return event.value_or(AuthorizerEvent{});
}

TEST(StageResource, IsEveryMethodOfTheStageAndNoMore) {
  const std::string begin = "arn:aws:execute-api:eu-central-1:123456789012:70ixmpl4fl/dev";
  EXPECT_EQ(stage_resource(begin + "/GET/files/7"), kStage);
  EXPECT_EQ(stage_resource(begin + "/POST/upload"), kStage);
  EXPECT_EQ(stage_resource(begin + "/GET/"), kStage);
  EXPECT_EQ(stage_resource("arn:aws-cn:execute-api:cn-north-1:1:a/$default/GET/x"),
            "arn:aws-cn:execute-api:cn-north-1:1:a/$default/*/*");
}

TEST(StageResource, IsNoneForWhatIsNoMethod) {
  for (const std::string_view arn :
       {"", "arn", "*", "arn:aws:execute-api:*:1:a/dev/GET/x",
        "arn:aws:execute-api:r:1:a*/dev/GET/x", "arn:aws:execute-api:r:1:a/*/GET/x",
        "arn:aws:execute-api:r:1:/dev/GET/x", "arn:aws:execute-api:r:1:a",
        "arn:aws:execute-api:r::a/dev/GET/x", "arn:aws:s3:r:1:a/dev/GET/x",
        "xrn:aws:execute-api:r:1:a/dev/GET/x"}) {
    EXPECT_EQ(stage_resource(arn), std::nullopt) << arn;
  }
  EXPECT_FALSE(stage_resource("arn:aws:execute-api:r:1:a/dev/GET/" + std::string(12 * 1024, 'x')));
}

TEST(AuthorizerEvent, IsReadInAllItsForms) {
  const AuthorizerEvent token = authorizer_fixture("token");
  EXPECT_EQ(token.answer, AuthorizerEvent::Answer::policy);
  EXPECT_EQ(token.resource, kStage);
  EXPECT_TRUE(token.authorization.starts_with("Bearer eyJ"));
  EXPECT_EQ(authorizer_fixture("token_bare").authorization, token.authorization);

  const AuthorizerEvent first = authorizer_fixture("request_1");
  EXPECT_EQ(first.answer, AuthorizerEvent::Answer::policy);
  EXPECT_EQ(first.authorization, "Bearer a.b.c");
  EXPECT_EQ(first.resource, kStage);

  const AuthorizerEvent second = authorizer_fixture("request_2");
  EXPECT_EQ(second.answer, AuthorizerEvent::Answer::simple);
  EXPECT_EQ(second.authorization, "Bearer a.b.c");
  EXPECT_EQ(second.resource, "");
}

TEST(AuthorizerEvent, NeedsATypeAndAMethod) {
  const std::string text = event_text("authorizer_event", "token");
  EXPECT_FALSE(read_authorizer_event(event_value("{}")));
  EXPECT_FALSE(read_authorizer_event(event_value(replaced(text, "TOKEN", "OTHER"))));
  EXPECT_FALSE(read_authorizer_event(event_value(replaced(text, "execute-api", "s3"))));
  EXPECT_FALSE(read_authorizer_event(event_value(replaced(text, "methodArn", "routeArn"))));
}

TEST(AuthorizerEvent, WithoutATokenAsksForNobody) {
  const std::string text = event_text("authorizer_event", "token");
  const auto event = read_authorizer_event(event_value(replaced(text, "authorizationToken", "x")));
  ASSERT_TRUE(event);
  EXPECT_EQ(event->authorization, "");
}

TEST(Policy, SaysWhoItIsSoThatAFunctionReadsTheSame) {
  const http::Principal ada{.user = UserId::make(TimePoint{}),
                            .session = SessionId::make(TimePoint{}),
                            .username = "ada \"l\"",
                            .token_expires_at = TimePoint(std::chrono::milliseconds(123))};
  const json::Value policy = event_value(write_policy(ada, kStage));
  EXPECT_EQ(*policy.find("principalId")->as_string(), ada.user.text());
  const json::Value& statement =
      policy.find("policyDocument")->find("Statement")->as_array()->front();
  EXPECT_EQ(*statement.find("Effect")->as_string(), "Allow");
  EXPECT_EQ(*statement.find("Action")->as_string(), "execute-api:Invoke");
  EXPECT_EQ(*statement.find("Resource")->as_string(), kStage);
  const auto read = read_authorizer_context(policy.find("context"));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->user, ada.user);
  EXPECT_EQ(read->session, ada.session);
  EXPECT_EQ(read->username, ada.username);
  EXPECT_EQ(read->token_expires_at, ada.token_expires_at);

  const json::Value simple = event_value(write_simple_answer(ada));
  EXPECT_EQ(simple.find("isAuthorized")->as_bool(), true);
  EXPECT_TRUE(read_authorizer_context(simple.find("context")));
  EXPECT_EQ(write_simple_answer(std::nullopt), R"({"isAuthorized":false,"context":{}})");
}

TEST(Policy, SaysWhatAnAppPasswordIsGoodFor) {
  const http::Principal ada{.user = UserId::make(TimePoint{}),
                            .username = "ada",
                            .token_expires_at = TimePoint(std::chrono::seconds(123)),
                            .scopes = "read upload"};
  const json::Value policy = event_value(write_policy(ada, kStage));
  const auto read = read_authorizer_context(policy.find("context"));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->scopes, "read upload");
  EXPECT_TRUE(read->session.empty());
  EXPECT_EQ(read->user, ada.user);
}

TEST(Policy, NeverTakesAnAppPasswordForALogIn) {
  http::Principal ada{.user = UserId::make(TimePoint{}),
                      .username = "ada",
                      .token_expires_at = TimePoint(std::chrono::seconds(123))};
  const auto is_read = [&] {
    return read_authorizer_context(event_value(write_policy(ada, kStage)).find("context"))
        .has_value();
  };
  EXPECT_FALSE(is_read()) << "neither a session nor scopes";
  ada.session = SessionId::make(TimePoint{});
  EXPECT_TRUE(is_read());
  ada.scopes = "read";
  EXPECT_FALSE(is_read()) << "both";
}

}  // namespace
}  // namespace audmg::lambda
