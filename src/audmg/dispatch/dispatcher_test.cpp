// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/dispatch/dispatcher.hpp"

#include "audmg/database/app_password_repository.hpp"
#include "audmg/database/session_repository.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/identity/access_tokens.hpp"
#include "audmg/identity/app_password_tokens.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace audmg::dispatch {
namespace {

using functions::Executor;
using functions::Response;
using functions::route;
using functions::Scope;
using functions::Services;

Response whoami(const http::Principal& caller, const http::Request&, const Services&) {
  return http::json_response(200, caller.username);
}
Response change(const http::Principal&, const http::Request&, const Services&) {
  return http::Response{.status = 204, .headers = {}, .body = {}};
}
Response throw_now(const http::Request&, const Services&) { throw std::runtime_error("forgotten"); }
Response refuse_now(const http::Request&, const Services&) {
  return functions::refuse({.status = 418, .code = "teapot", .message = "Short and stout."});
}
functions::Outcome<http::EventAnswer> no_events(const http::Request&, const Services&) {
  return fail(ErrorCode::unavailable, "not now", true);
}

/// Takes nothing.
class Refuser final : public functions::BodyConsumer {
  functions::Outcome<void> write(std::span<const std::byte>) override {
    return functions::refuse({.status = 413, .code = "enough"});
  }
  functions::Outcome<http::Response> finish() override { return http::Response{}; }
};
functions::Outcome<std::unique_ptr<functions::BodyConsumer>> take(const http::Request&,
                                                                  const Services&) {
  return std::make_unique<Refuser>();
}

Response fail_now(const http::Request&, const Services&) {
  return fail(ErrorCode::unavailable, "the secret reason", true);
}

const std::vector<functions::Route> kTestRoutes = {
    route<whoami>("whoami", http::Method::get, "/things/{id}", Executor::functions),
    route<change>("change", http::Method::post, "/things/{id}", Executor::functions),
    route<whoami>("read", http::Method::get, "/read", Executor::functions, Scope::read),
    route<throw_now>("throw", http::Method::get, "/throw", Executor::functions),
    route<refuse_now>("refuse", http::Method::get, "/refuse", Executor::functions),
    route<no_events>("no_events", http::Method::get, "/events", Executor::functions),
    route<take>("take", http::Method::post, "/take", Executor::functions),
    route<fail_now>("fail", http::Method::get, "/fail", Executor::functions),
};
const std::vector<std::string> kOrigins = {"https://drive.example.org"};

class DispatcherTest : public functions::DriveTest {
 protected:
  Call make_call(http::Method method, std::string path) {
    Call call;
    call.request.method = method;
    call.request.path = std::move(path);
    call.request.request_id = "request-1";
    call.request.client_address = "192.0.2.1";
    return call;
  }
  void authorize(Call& call) {
    const auto token = drive.services.access_tokens.issue({.user = ada.user,
                                                           .session = ada.session,
                                                           .username = ada.username,
                                                           .expires_at = ada.token_expires_at});
    call.request.headers.set("Authorization", "Bearer " + *token);
  }
  /// As a runtime does it.
  http::Response respond(Call& call) {
    if (auto admission = dispatcher.open(call); !admission) return std::move(admission).error();
    return std::get<http::Response>(dispatcher.invoke(call));
  }
  int status_of(Call call) { return respond(call).status; }

  const http::Principal ada = drive.add_user("ada");
  const Dispatcher dispatcher{kTestRoutes, drive.services, kOrigins};
};

TEST_F(DispatcherTest, AnswersWhatHasNoFunction) {
  EXPECT_EQ(status_of(make_call(http::Method::get, "/nowhere")), 404);
  Call call = make_call(http::Method::delete_, "/things/1");
  const auto response = respond(call);
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(response.headers.find("Allow"), "GET, HEAD, POST");
  EXPECT_EQ(call.route, nullptr);
  EXPECT_EQ(status_of(make_call(http::Method::options, "/things/1")), 204);
}

TEST_F(DispatcherTest, RefusesAStrangerBeforeTheFunction) {
  Call call = make_call(http::Method::get, "/things/1");
  EXPECT_EQ(dispatcher.open(call).error().status, 401) << "without waiting for a store";
  call.request.headers.set("Authorization", "Bearer nonsense");
  ASSERT_TRUE(dispatcher.open(call));
  EXPECT_FALSE(call.admitted);
  EXPECT_EQ(std::get<http::Response>(dispatcher.invoke(call)).status, 401);
}

TEST_F(DispatcherTest, GivesTheFunctionItsCallerAndPathParameters) {
  Call call = make_call(http::Method::get, "/things/7");
  authorize(call);
  EXPECT_EQ(respond(call).body, "ada");
  EXPECT_EQ(call.request.path_parameters.find("id"), "7");
  EXPECT_EQ(call.function, "whoami");
  Call again = make_call(http::Method::get, "/things/7");
  again.request.headers = call.request.headers;
  ASSERT_TRUE(dispatcher.open(again));
  EXPECT_TRUE(again.admitted) << "who was looked up a moment ago is known";
}

TEST_F(DispatcherTest, BelievesAGatewayWhereNothingIsChanged) {
  Call reading = make_call(http::Method::get, "/things/1");
  reading.vouched_for = ada;
  EXPECT_EQ(respond(reading).body, "ada");
  Call changing = make_call(http::Method::post, "/things/1");
  changing.vouched_for = ada;
  EXPECT_EQ(respond(changing).status, 401);
  authorize(changing);
  EXPECT_EQ(respond(changing).status, 204);
  ASSERT_TRUE(drive.services.sessions.delete_session(ada.user, ada.session));
  EXPECT_EQ(respond(changing).status, 401) << "asked again, however well the token is known";
  Call late = make_call(http::Method::get, "/things/1");
  late.vouched_for = ada;
  drive.clock.set(ada.token_expires_at);
  EXPECT_EQ(respond(late).status, 401);
}

TEST_F(DispatcherTest, TakesOneAuthorizationField) {
  Call call = make_call(http::Method::get, "/things/1");
  authorize(call);
  EXPECT_EQ(respond(call).status, 200);
  const std::string token(*call.request.headers.find("Authorization"));
  call.request.headers.add("authorization", token);
  const auto response = respond(call);
  EXPECT_EQ(response.status, 400) << "even twice the same";
  EXPECT_TRUE(response.body.contains("bad_request"));
}

TEST_F(DispatcherTest, TakesAnAppPasswordWithinItsScopes) {
  const auto token =
      identity::make_app_password_token(ada.user, AppPasswordId::make(drive.clock.now()));
  ASSERT_TRUE(drive.services.app_passwords.create_app_password({.id = token.id,
                                                                .owner = ada.user,
                                                                .name = "player",
                                                                .secret_hash = token.hash(),
                                                                .scopes = "read",
                                                                .created_at = drive.clock.now()}));
  const auto call_to = [&](std::string path) {
    Call call = make_call(http::Method::get, std::move(path));
    call.request.headers.set("Authorization", "Bearer " + token.text());
    return call;
  };
  for (int i = 0; i < 2; ++i) {  // looked up, and known
    Call reading = call_to("/read");
    EXPECT_EQ(respond(reading).body, "ada");
    Call managing = call_to("/things/1");
    const auto response = respond(managing);
    EXPECT_EQ(response.status, 403);
    EXPECT_TRUE(response.body.contains("insufficient_scope"));
  }
  Call vouched = make_call(http::Method::get, "/things/1");
  vouched.vouched_for = http::Principal{.user = ada.user,
                                        .username = "ada",
                                        .token_expires_at = ada.token_expires_at,
                                        .scopes = "read"};
  EXPECT_EQ(respond(vouched).status, 403) << "a gateway's word has scopes too";
}

TEST_F(DispatcherTest, MapsEveryFailure) {
  Call thrown = make_call(http::Method::get, "/throw");
  EXPECT_EQ(respond(thrown).status, 500);
  Call refused = make_call(http::Method::get, "/refuse");
  EXPECT_EQ(respond(refused).status, 418);
  Call failed = make_call(http::Method::get, "/fail");
  const auto response = respond(failed);
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(response.body.find("secret reason"), std::string::npos);
  EXPECT_TRUE(drive.logger.text().contains("the secret reason"));
}

TEST_F(DispatcherTest, AnswersWithWhatTheFunctionOpens) {
  Call events = make_call(http::Method::get, "/events");
  EXPECT_EQ(respond(events).status, 503) << "a source that cannot be opened is a response";
  Call upload = make_call(http::Method::post, "/take");
  ASSERT_TRUE(dispatcher.open(upload));
  const dispatch::Answer answer = dispatcher.invoke(upload);
  const auto& consumer = std::get<std::unique_ptr<functions::BodyConsumer>>(answer);
  const auto written = consumer->write({});
  ASSERT_FALSE(written);
  EXPECT_EQ(dispatcher.settle(upload, written.error()).status, 413);
}

TEST_F(DispatcherTest, ForgetsWhatAnEarlierCallHasFound) {
  Call call = make_call(http::Method::get, "/things/1");
  authorize(call);
  EXPECT_EQ(respond(call).status, 200);
  call.request.headers.set("Authorization", "Bearer nonsense");
  EXPECT_EQ(respond(call).status, 401);
}

TEST_F(DispatcherTest, TakesSmallBodiesOnly) {
  Call call = make_call(http::Method::get, "/refuse");
  call.request.body.assign(http::kMaxJsonBodyBytes + 1, ' ');
  const auto response = respond(call);
  EXPECT_EQ(response.status, 413);
  EXPECT_TRUE(response.body.contains("body_too_large"));
}

TEST_F(DispatcherTest, CountsARefusalByARateLimitAsThrottled) {
  Call call = make_call(http::Method::get, "/refuse");
  http::Response last;
  for (int i = 0; i < 400 && last.status != 429; ++i) {
    call.admitted = false;
    last = respond(call);
  }
  EXPECT_EQ(last.status, 429);
  EXPECT_TRUE(last.headers.find("Retry-After"));
  EXPECT_TRUE(call.throttled);
}

}  // namespace
}  // namespace audmg::dispatch
