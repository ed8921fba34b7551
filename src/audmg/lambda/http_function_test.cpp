// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/http_function.hpp"

#include "audmg/core/base64.hpp"
#include "audmg/database/session_repository.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/lambda/authorizer_context.hpp"
#include "audmg/lambda/limits.hpp"
#include "audmg/lib/json/writer.hpp"
#include "testbeds/lambda_testbed.hpp"

#include <gtest/gtest.h>

#include <span>
#include <utility>

namespace audmg::lambda {
namespace {

struct Event {
  std::string_view method = "GET";
  std::string path;
  std::string body{};
  std::vector<std::pair<std::string, std::string>> headers{};
  /// What an authorizer in front would have said.
  const http::Principal* context = nullptr;
  bool binary = false;
};

std::string rest_event(const Event& event) {
  json::Writer json;
  json.begin_object().field("httpMethod", event.method).field("path", event.path);
  json.key("multiValueHeaders").begin_object();
  for (const auto& [name, value] : event.headers) {
    json.key(name).begin_array().value(value).end_array();
  }
  json.end_object().key("requestContext").begin_object().field("requestId", "gateway-1");
  json.key("identity").begin_object().field("sourceIp", "192.0.2.1").end_object();
  if (event.context != nullptr) {
    json.key("authorizer");
    write_authorizer_context(json, *event.context);
  }
  json.end_object().field("isBase64Encoded", event.binary);
  json.field("body", event.binary ? to_base64(std::as_bytes(std::span(event.body))) : event.body);
  return std::move(json.end_object()).take();
}

struct Reply {
  int status = 0;
  json::Value answer;
  json::Value body;

  std::string header(std::string_view name) const {
    const json::Value* const values = answer.find("multiValueHeaders")->find(name);
    return values != nullptr ? *values->as_array()->front().as_string() : "";
  }
  std::string text(std::string_view name) const { return functions::text_of(body, name); }
  std::string verdict() const { return std::to_string(status) + ' ' + text("code"); }
};

class HttpFunctionTest : public LambdaTest {
 protected:
  Reply call(std::string_view handler, const Event& event) {
    const auto outcome = invoke(handler, rest_event(event));
    EXPECT_TRUE(outcome) << outcome.error().message;
    Reply reply{.answer = event_value(outcome.value_or("{}")), .body = {}};
    reply.status = static_cast<int>(*reply.answer.find("statusCode")->as_unsigned());
    const std::string& body = *reply.answer.find("body")->as_string();
    if (!body.empty()) reply.body = event_value(body);
    return reply;
  }
  Event form(std::string_view bytes, const http::Principal& who) {
    const functions::Call call = functions::Drive::form(bytes);
    return {.method = "POST",
            .path = "/upload",
            .body = call.body,
            .headers = {{"Content-Type", std::string(*call.headers.find("Content-Type"))},
                        {"Authorization", authorization(who)}},
            .binary = true};
  }
};

TEST_F(HttpFunctionTest, SignsUpAndLogsIn) {
  const std::string user =
      R"({"username":"ada","password":"a long and calm sentence","email":"ada@example.org"})";
  const std::pair<std::string, std::string> type{"content-type", "application/json"};
  const Reply signed_up =
      call("signup", {.method = "POST", .path = "/signup", .body = user, .headers = {type}});
  EXPECT_EQ(signed_up.status, 201);
  EXPECT_EQ(signed_up.header("X-Request-Id"), "gateway-1");
  EXPECT_EQ(signed_up.header("X-Content-Type-Options"), "nosniff");
  EXPECT_NE(signed_up.header("Strict-Transport-Security"), "");

  const Reply logged_in =
      call("login", {.method = "POST", .path = "/login", .body = user, .headers = {type}});
  EXPECT_EQ(logged_in.status, 200);
  const std::string token = logged_in.text("token");
  EXPECT_EQ(call("login", {.path = "/me", .headers = {{"Authorization", "Bearer " + token}}})
                .text("username"),
            "ada");
  // As the first clients sent it.
  EXPECT_EQ(call("login", {.path = "/me", .headers = {{"authorization", token}}}).status, 200);
  EXPECT_EQ(drive().logger.text().find(token), std::string::npos);
  EXPECT_EQ(drive().logger.text().find("calm sentence"), std::string::npos);
}

TEST_F(HttpFunctionTest, UploadsAFormThatArrivesWhole) {
  const http::Principal ada = drive().add_user("ada");
  const std::string gif = sample_gif("lambda");
  const Reply reply = call("upload", form(gif, ada));
  EXPECT_EQ(reply.status, 201);
  EXPECT_EQ(drive().follow(reply.text("fileUrl")), gif);
  const Reply listed =
      call("retrieve", {.path = "/retrieve", .headers = {{"Authorization", authorization(ada)}}});
  EXPECT_EQ(listed.body.find("files")->as_array()->size(), 1U);
}

TEST_F(HttpFunctionTest, RefusesAFormOverItsLimit) {
  const http::Principal ada = drive().add_user("ada");
  drive().policies.max_form_upload = 2 * kMaxFormBodyBytes;
  const Reply reply = call("upload", form(std::string(kMaxFormBodyBytes, 'x'), ada));
  EXPECT_EQ(reply.verdict(), "413 file_too_large");
  EXPECT_TRUE(drive().object_keys().empty());
}

TEST_F(HttpFunctionTest, RefusesAJsonBodyOverItsLimit) {
  const Reply reply = call("login", {.method = "POST",
                                     .path = "/login",
                                     .body = std::string(http::kMaxJsonBodyBytes + 1, ' '),
                                     .headers = {{"Content-Type", "application/json"}}});
  EXPECT_EQ(reply.verdict(), "413 body_too_large");
}

TEST_F(HttpFunctionTest, ServesTheRoutesOfItsHandlerOnly) {
  EXPECT_EQ(call("signup", {.path = "/retrieve"}).verdict(), "404 not_found");
  EXPECT_EQ(call("api", {.path = "/retrieve"}).verdict(), "401 unauthorized");
  const Reply wrong = call("login", {.path = "/login"});
  EXPECT_EQ(wrong.verdict(), "405 method_not_allowed");
  EXPECT_EQ(wrong.header("Allow"), "POST");
  EXPECT_EQ(call("status", {.path = "/livez"}).status, 200);
  EXPECT_EQ(call("status", {.path = "/openapi.json"}).status, 200);
}

TEST_F(HttpFunctionTest, AnswersAPreflight) {
  const Reply reply = call("upload", {.method = "OPTIONS",
                                      .path = "/upload",
                                      .headers = {{"Origin", "https://drive.example.org"},
                                                  {"Access-Control-Request-Method", "POST"}}});
  EXPECT_EQ(reply.status, 204);
  EXPECT_EQ(reply.header("Access-Control-Allow-Origin"), "https://drive.example.org");
  EXPECT_EQ(reply.header("Access-Control-Allow-Methods"), "POST");
  const Reply other =
      call("status", {.path = "/livez", .headers = {{"Origin", "https://evil.example"}}});
  EXPECT_EQ(other.header("Access-Control-Allow-Origin"), "");
  EXPECT_EQ(other.header("Vary"), "Origin");
}

TEST_F(HttpFunctionTest, RefusesEventStreamsClearly) {
  const http::Principal ada = drive().add_user("ada");
  const Reply reply =
      call("retrieve", {.path = "/events", .headers = {{"Authorization", authorization(ada)}}});
  EXPECT_EQ(reply.verdict(), "501 not_implemented");
}

TEST_F(HttpFunctionTest, BelievesTheAuthorizerWhenItOnlyReads) {
  const http::Principal ada = drive().add_user("ada");
  EXPECT_EQ(call("retrieve", {.path = "/retrieve", .context = &ada}).status, 200);
  // The gateway remembers the answer longer than the token is good.
  drive().clock.advance(std::chrono::minutes(16));
  EXPECT_EQ(call("retrieve", {.path = "/retrieve", .context = &ada}).verdict(), "401 unauthorized");
}

TEST_F(HttpFunctionTest, AsksAgainBeforeItChangesSomething) {
  const http::Principal ada = drive().add_user("ada");
  const std::string path = "/files/" + ada.user.text();
  const std::pair<std::string, std::string> token{"Authorization", authorization(ada)};
  EXPECT_EQ(
      call("retrieve", {.method = "DELETE", .path = path, .headers = {token}, .context = &ada})
          .verdict(),
      "404 not_found");
  ASSERT_TRUE(drive().services.sessions.delete_session(ada.user, ada.session));
  drive().clock.advance(std::chrono::seconds(2));
  EXPECT_EQ(
      call("retrieve", {.method = "DELETE", .path = path, .headers = {token}, .context = &ada})
          .verdict(),
      "401 unauthorized");
  EXPECT_EQ(call("retrieve", {.method = "DELETE", .path = path, .context = &ada}).verdict(),
            "401 unauthorized");
}

TEST_F(HttpFunctionTest, AnswersFaultsWithoutTheirText) {
  const http::Principal ada = drive().add_user("ada");
  drive().failures.fail_once(ErrorCode::internal);
  const Reply reply = call("retrieve", {.path = "/retrieve", .context = &ada});
  EXPECT_EQ(reply.verdict(), "500 internal");
  EXPECT_EQ(reply.text("message").find("on purpose"), std::string::npos);
  EXPECT_TRUE(drive().logger.has("request_failed"));
  ASSERT_EQ(deployment.counted.calls.size(), 1U);
  EXPECT_EQ(deployment.counted.calls[0].function, "retrieve");
  EXPECT_TRUE(deployment.counted.calls[0].error);
}

TEST_F(HttpFunctionTest, LogsTheClientBehindTheDistribution) {
  deployment.chosen.edge_mark = "the mark";
  const std::pair<std::string, std::string> client{"x-audmg-client", "203.0.113.9"};
  call("status", {.path = "/livez", .headers = {client, {"x-audmg-edge", "the mark"}}});
  call("login", {.path = "/nowhere", .headers = {client, {"x-audmg-edge", "the mark"}}});
  EXPECT_NE(drive().logger.text().find("203.0.113.9"), std::string::npos);
  EXPECT_EQ(drive().logger.text().find("192.0.2.1"), std::string::npos);
  call("login", {.path = "/nowhere", .headers = {client, {"x-audmg-edge", "a guess"}}});
  EXPECT_NE(drive().logger.text().find("192.0.2.1"), std::string::npos);
}

TEST_F(HttpFunctionTest, LimitsRates) {
  int status = 200;
  for (int i = 0; i < 400 && status != 429; ++i) {
    status = call("login", {.method = "POST", .path = "/login", .body = "{}"}).status;
  }
  EXPECT_EQ(status, 429);
  EXPECT_TRUE(deployment.counted.calls.back().throttle);
}

functions::Response answer_seven_million_bytes(const http::Request&, const functions::Services&) {
  return http::json_response(200, '"' + std::string(7'000'000, 'a') + '"');
}
functions::Response throw_something(const http::Request&, const functions::Services&) {
  throw std::runtime_error("secret of the house");
}

functions::Response say_who(const http::Request& request, const functions::Services&) {
  return http::json_response(200, request.principal ? R"("known")" : R"("anybody")");
}

TEST_F(HttpFunctionTest, IsAsOpenAsTheRouteWhateverStandsBeforeIt) {
  const http::Principal ada = drive().add_user("ada");
  HttpFunction function({functions::route<say_who>("open", http::Method::get, "/open",
                                                   functions::Executor::functions)},
                        deployment);
  const auto outcome = invoke(function, rest_event({.path = "/open", .context = &ada}));
  ASSERT_TRUE(outcome);
  EXPECT_NE(outcome->find("anybody"), std::string::npos) << *outcome;
}

TEST_F(HttpFunctionTest, TurnsAnAnswerOverTheLimitIntoAnError) {
  HttpFunction function({functions::route<answer_seven_million_bytes>(
                            "big", http::Method::get, "/big", functions::Executor::functions)},
                        deployment);
  const auto outcome = invoke(function, rest_event({.path = "/big"}));
  ASSERT_TRUE(outcome);
  EXPECT_LT(outcome->size(), kMaxAnswerBytes);
  EXPECT_NE(outcome->find("answer_too_large"), std::string::npos);
  EXPECT_EQ(event_value(*outcome).find("statusCode")->as_unsigned(), 500U);
}

TEST_F(HttpFunctionTest, AnswersAnExceptionAsAFault) {
  HttpFunction function({functions::route<throw_something>("bad", http::Method::get, "/bad",
                                                           functions::Executor::functions)},
                        deployment);
  const auto outcome = invoke(function, rest_event({.path = "/bad"}));
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->find("secret"), std::string::npos);
  EXPECT_EQ(event_value(*outcome).find("statusCode")->as_unsigned(), 500U);
}

TEST_F(HttpFunctionTest, FailsTheInvocationForWhatIsNoEvent) {
  for (const std::string event : {"", "[]", "{}", R"({"Records":[]})"}) {
    const auto outcome = invoke("login", event);
    ASSERT_FALSE(outcome) << event;
    EXPECT_EQ(outcome.error().type, kBadEvent);
  }
}

TEST_F(HttpFunctionTest, AnswersAnHttpApiInItsOwnForm) {
  const auto outcome = invoke("retrieve", event_text("http_event", "http_default_stage"));
  ASSERT_TRUE(outcome);
  const json::Value answer = event_value(*outcome);
  EXPECT_EQ(answer.find("statusCode")->as_unsigned(), 401U);
  EXPECT_EQ(answer.find("multiValueHeaders"), nullptr);
  EXPECT_EQ(*answer.find("headers")->find("WWW-Authenticate")->as_string(), "Bearer");
}

}  // namespace
}  // namespace audmg::lambda
