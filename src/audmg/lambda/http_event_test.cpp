// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/http_event.hpp"

#include "audmg/core/text.hpp"
#include "audmg/lambda/limits.hpp"
#include "testbeds/lambda_events.hpp"

#include <gtest/gtest.h>

namespace audmg::lambda {
namespace {

constexpr std::string_view kUser = "01890a5d-ac96-774b-bcce-b302099a8057";
constexpr std::string_view kFile = "01890a5d-ac96-774b-bcce-b302099a8059";

HttpEvent read(const std::string& text) {
  auto event = read_http_event(event_value(text));
  EXPECT_TRUE(event) << event.error().message;
  return event ? *std::move(event) : HttpEvent{};
}
HttpEvent fixture(const std::string& name) { return read(event_text("http_event", name)); }

std::string code(const HttpEvent& event) { return event.refusal ? event.refusal->code : ""; }

std::vector<std::string> values(const http::Headers& headers, std::string_view name) {
  std::vector<std::string> found;
  for (const auto& [each, value] : headers.fields()) {
    if (equals_ignore_case(each, name)) found.push_back(value);
  }
  return found;
}

TEST(RestEvent, BecomesARequest) {
  const HttpEvent event = fixture("rest_login");
  const http::Request& request = event.request;
  EXPECT_EQ(event.format, GatewayFormat::rest);
  EXPECT_EQ(code(event), "");
  EXPECT_EQ(request.method, http::Method::post);
  EXPECT_EQ(request.path, "/login");
  EXPECT_EQ(request.headers.find("content-type"), "application/json");
  EXPECT_EQ(request.body, R"({"username":"ada","password":"a long and calm sentence"})");
  EXPECT_EQ(request.request_id, "77375676-xmpl-4b79-853a-f982474efe18");
  EXPECT_EQ(request.client_address, "203.0.113.7");
  EXPECT_FALSE(request.principal);
}

TEST(RestEvent, LosesTheBasePathAndKeepsAllValues) {
  const http::Request request = fixture("rest_custom_domain").request;
  EXPECT_EQ(request.path, "/files/" + std::string(kFile));
  EXPECT_EQ(values(request.headers, "Accept"), (std::vector<std::string>{"text/html", "*/*"}));
  EXPECT_EQ(request.query.find("q"), "one two");
  EXPECT_EQ(request.query.all().size(), 3U);
  EXPECT_EQ(request.query.find("limit"), "5");
}

TEST(RestEvent, NamesThePrincipalThatTheAuthorizerFound) {
  const http::Request request = fixture("rest_custom_domain").request;
  ASSERT_TRUE(request.principal);
  EXPECT_EQ(request.principal->user.text(), kUser);
  EXPECT_EQ(request.principal->username, "ada");
  EXPECT_EQ(format_rfc3339(request.principal->token_expires_at), "2026-01-31T23:59:59.123Z");
}

TEST(RestEvent, HasNoPrincipalWhenTheContextIsNotWhole) {
  const std::string text = event_text("http_event", "rest_custom_domain");
  for (const std::string name : {"userId", "sessionId", "username", "tokenExpiresAt"}) {
    EXPECT_FALSE(read(replaced(text, '"' + name + '"', '"' + name + "2\"")).request.principal)
        << name;
  }
  EXPECT_FALSE(
      read(replaced(text, "\"userId\": \"" + std::string(kUser) + '"', R"("userId": "01890a5d")"))
          .request.principal);
}

TEST(RestEvent, DecodesABinaryBody) {
  const http::Request request = fixture("rest_upload").request;
  EXPECT_TRUE(request.body.starts_with("--b\r\nContent-Disposition: form-data"));
  EXPECT_NE(request.body.find('\xff'), std::string::npos);
}

TEST(RestEvent, DecodesThePathOfAProxyResource) {
  EXPECT_EQ(fixture("rest_proxy").request.path, "/files/a/b/download");
}

TEST(RestEvent, MayHaveNullForEveryMap) {
  const HttpEvent event = fixture("rest_bare");
  EXPECT_EQ(event.request.path, "/livez");
  EXPECT_EQ(event.request.client_address, "2001:db8::1");
  EXPECT_EQ(code(event), "");
}

TEST(RestEvent, UsesTheSingleValuesWhenThereAreNoOthers) {
  const HttpEvent event = read(
      R"({"httpMethod":"GET","path":"/retrieve","headers":{"X-A":"1"},
          "queryStringParameters":{"limit":"7"},"requestContext":{}})");
  EXPECT_EQ(event.request.headers.find("x-a"), "1");
  EXPECT_EQ(event.request.query.find("limit"), "7");
  EXPECT_EQ(event.request.request_id, "");
}

constexpr std::string_view kMark = "5f2b8e10-9a41-11f0-8c1d-0a58a9feac02";

/// A call from 192.0.2.1 (an edge, or whoever knows the gateway's address) with these members of
/// "multiValueHeaders".
http::Request call_from_an_edge(const std::string& fields, std::string_view mark) {
  auto event = read_http_event(
      event_value(R"({"httpMethod":"GET","path":"/a","multiValueHeaders":{)" + fields +
                  R"(},"requestContext":{"identity":{"sourceIp":"192.0.2.1"}}})"),
      mark);
  EXPECT_TRUE(event);
  return event ? std::move(event->request) : http::Request{};
}

TEST(RestEvent, ComesFromTheClientThatOurDistributionNames) {
  const std::string mark = R"("x-audmg-edge":[")" + std::string(kMark) + "\"]";
  const std::string client = R"("X-Audmg-Client":["2001:db8::7"])";
  const http::Request request =
      call_from_an_edge(mark + "," + client + R"(,"Accept":["*/*"])", kMark);
  EXPECT_EQ(request.client_address, "2001:db8::7");
  EXPECT_EQ(request.headers.fields().size(), 1U) << "no function sees the distribution's fields";

  const auto address = [](const std::string& fields, std::string_view known_mark = kMark) {
    const http::Request spoofed = call_from_an_edge(fields, known_mark);
    EXPECT_TRUE(spoofed.headers.fields().empty());
    return spoofed.client_address;
  };
  const std::string peer = "192.0.2.1";
  // Called at the gateway's own address, with what a client can know or guess.
  EXPECT_EQ(address(client), peer);
  EXPECT_EQ(address(client + R"(,"x-audmg-edge":[""])"), peer);
  EXPECT_EQ(address(client + R"(,"x-audmg-edge":["5f2b8e10"])"), peer);
  EXPECT_EQ(address(client + R"(,"x-audmg-edge":["a","b"])"), peer);
  EXPECT_EQ(address(client + R"(,"x-audmg-edge":["a",")" + std::string(kMark) + "\"]"), peer);
  EXPECT_EQ(address(client + "," + mark + R"(,"X-AUDMG-EDGE":["a"])"), peer);
  // Without a distribution there is no mark, and none is as good as another.
  EXPECT_EQ(address(client + "," + mark, ""), peer);
  EXPECT_EQ(address(client + R"(,"x-audmg-edge":[""])", ""), peer);
  // The distribution always names one client.
  EXPECT_EQ(address(mark), peer);
  EXPECT_EQ(address(mark + R"(,"x-audmg-client":[""])"), peer);
  EXPECT_EQ(address(mark + R"(,"x-audmg-client":["203.0.113.1","203.0.113.2"])"), peer);
}

TEST(RestEvent, IsAnsweredWhenTheClientErred) {
  const auto verdict = [](const std::string& members) {
    return code(read(R"({"requestContext":{},)" + members + "}"));
  };
  EXPECT_EQ(verdict(R"("httpMethod":"PROPFIND","path":"/a")"), "not_implemented");
  EXPECT_EQ(verdict(R"("httpMethod":"GET","path":"/%zz")"), "bad_request");
  EXPECT_EQ(verdict(R"("httpMethod":"GET","path":"/a%00")"), "bad_request");
  EXPECT_EQ(verdict(R"("httpMethod":"GET","path":"a")"), "bad_request");
  EXPECT_EQ(verdict(R"("httpMethod":"GET","path":"/a","headers":{"X-A":"1\r\nX-B: 2"})"),
            "bad_request");
  EXPECT_EQ(verdict(R"("httpMethod":"GET","path":"/a","headers":{"X A":"1"})"), "bad_request");
  EXPECT_EQ(verdict(R"("httpMethod":"GET","path":"/a","headers":{"A":")" +
                    std::string(kMaxHeaderBytes, 'x') + "\"}"),
            "headers_too_large");
  EXPECT_EQ(verdict(R"("httpMethod":"GET","path":"/a","queryStringParameters":{"A":")" +
                    std::string(kMaxQueryBytes, 'x') + "\"}"),
            "bad_request");
  EXPECT_EQ(verdict(R"("httpMethod":"GET","path":"/)" + std::string(kMaxPathBytes, 'x') + '"'),
            "bad_request");
}

TEST(RestEvent, IsNoEventWhenItsFormIsWrong) {
  for (const std::string text :
       {"[]", "7", "null", "{}", R"({"httpMethod":"GET","requestContext":{}})",
        R"({"httpMethod":7,"path":"/a","requestContext":{}})",
        R"({"httpMethod":"GET","path":"/a","headers":[]})",
        R"({"httpMethod":"GET","path":"/a","headers":{"a":7}})",
        R"({"httpMethod":"GET","path":"/a","multiValueHeaders":{"a":["b",7]}})",
        R"({"httpMethod":"GET","path":"/a","body":{}})",
        R"({"httpMethod":"GET","path":"/a","body":"%%","isBase64Encoded":true})",
        R"({"httpMethod":"GET","path":"/a","isBase64Encoded":"yes"})",
        R"({"httpMethod":"GET","path":"/a","requestContext":{"identity":"x"}})"}) {
    const auto event = read_http_event(event_value(text));
    ASSERT_FALSE(event) << text;
    EXPECT_EQ(event.error().code, ErrorCode::invalid_argument);
  }
}

TEST(HttpApiEvent, BecomesARequest) {
  const HttpEvent event = fixture("http_retrieve");
  const http::Request& request = event.request;
  EXPECT_EQ(event.format, GatewayFormat::http);
  EXPECT_EQ(code(event), "");
  EXPECT_EQ(request.method, http::Method::get);
  EXPECT_EQ(request.path, "/retrieve");
  EXPECT_EQ(request.target, "/retrieve?kind=image&limit=5&q=a%20b+c");
  EXPECT_EQ(request.query.find("q"), "a b c");
  EXPECT_EQ(request.client_address, "205.255.255.176");
  EXPECT_EQ(request.request_id, "JKJaXmPLvHcESHA=");
  ASSERT_TRUE(request.principal);
  EXPECT_EQ(request.principal->user.text(), kUser);
}

TEST(HttpApiEvent, ComesFromTheClientThatOurDistributionNames) {
  const std::string fields = R"("headers": {"x-audmg-client": "203.0.113.9", "x-audmg-edge": ")" +
                             std::string(kMark) + "\",";
  const json::Value event =
      event_value(replaced(event_text("http_event", "http_retrieve"), "\"headers\": {", fields));
  const auto ours = read_http_event(event, kMark);
  ASSERT_TRUE(ours);
  EXPECT_EQ(ours->request.client_address, "203.0.113.9");
  EXPECT_FALSE(ours->request.headers.find("x-audmg-edge"));
  EXPECT_FALSE(ours->request.headers.find("x-audmg-client"));
  const auto another = read_http_event(event, "another");
  ASSERT_TRUE(another);
  EXPECT_EQ(another->request.client_address, "205.255.255.176");
  EXPECT_FALSE(another->request.headers.find("x-audmg-client"));
}

TEST(HttpApiEvent, JoinsCookies) {
  const http::Request request = fixture("http_default").request;
  EXPECT_EQ(request.path, "/login");
  EXPECT_EQ(request.headers.find("Cookie"), "a=1; b=2");
}

TEST(HttpApiEvent, LosesTheStageOfTheDefaultRoute) {
  EXPECT_EQ(fixture("http_default_stage").request.path, "/files/" + std::string(kFile));
}

TEST(HttpApiEvent, IsAnsweredWhenTheClientErred) {
  const std::string text = event_text("http_event", "http_retrieve");
  EXPECT_EQ(code(read(replaced(text, "kind=image", "kind=%zz"))), "bad_request");
  EXPECT_EQ(code(read(replaced(text, "kind=image", std::string(kMaxQueryBytes, 'x')))),
            "bad_request");
  std::string many;
  for (std::size_t i = 0; i <= kMaxQueryParameters; ++i) many += "a=1&";
  EXPECT_EQ(code(read(replaced(text, "kind=image", many))), "bad_request");
}

TEST(HttpApiEvent, IsNoEventWithoutAMethod) {
  const std::string text = event_text("http_event", "http_retrieve");
  EXPECT_FALSE(read_http_event(event_value(replaced(text, "\"method\"", "\"verb\""))));
  EXPECT_FALSE(read_http_event(event_value(replaced(text, "\"rawPath\"", "\"path\""))));
}

TEST(HttpEvent, TakesNoRequestIdThatWouldSpoilTheLog) {
  const std::string text = event_text("http_event", "rest_bare");
  EXPECT_EQ(read(replaced(text, "\"id\"", "\"a b\"")).request.request_id, "");
  EXPECT_EQ(read(replaced(text, "\"id\"", '"' + std::string(65, 'a') + '"')).request.request_id,
            "");
}

}  // namespace
}  // namespace audmg::lambda
