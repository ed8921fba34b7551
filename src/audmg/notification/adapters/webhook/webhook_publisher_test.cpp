// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/notification/adapters/webhook/webhook_publisher.hpp"

#include "audmg/lib/curl/http_client.hpp"
#include "audmg/notification/adapters/webhook/public_address.hpp"
#include "audmg/notification/adapters/webhook/webhook_signature.hpp"
#include "audmg/notification/event_json.hpp"
#include "contract/error_code.hpp"
#include "doubles/manual_clock.hpp"
#include "receivers/receiver_process.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

namespace audmg::notification {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kSecret = "a secret of at least 24 bytes";

Event make_event() {
  return {.id = "0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a",
          .type = "file.ready",
          .at = TimePoint{},
          .user_id = "0198f2c4-5a1e-7c3d-9b2a-000000000001",
          .file_id = "0198f2c4-5a1e-7c3d-9b2a-000000000002",
          .detail = R"({"fileName":"a.mp3"})"};
}

class Webhook : public testing::Test {
 protected:
  [[nodiscard]] WebhookOptions options(const std::string& path) const {
    return {.url = "https://localhost:" + receiver_.port() + path,
            .secret = std::string(kSecret),
            .allow_private = true,
            .timeout = 20s,
            .ca_file = receiver_.certificate()};
  }
  Result<void> publish(WebhookOptions options) {
    const auto publisher = make_webhook_publisher(std::move(options), clock_);
    if (!publisher) return std::unexpected(publisher.error());
    return (*publisher)->publish(make_event());
  }
  std::size_t hits() { return receiver_.records().size(); }

  ManualClock clock_;
  ReceiverProcess receiver_{"webhook_receiver.py", ReceiverProcess::Tls::on};
};

TEST_F(Webhook, SendsTheSignedEvent) {
  ASSERT_TRUE(publish(options("/hook?a=1")));
  const auto records = receiver_.records();
  ASSERT_EQ(records.size(), 1u);
  const json::Value& headers = *records[0].find("headers");
  const std::string body = text_of(records[0], "body");
  EXPECT_EQ(text_of(records[0], "method"), "POST");
  EXPECT_EQ(text_of(records[0], "path"), "/hook?a=1");
  EXPECT_EQ(body, event_to_json(make_event()));
  EXPECT_EQ(text_of(headers, "content-type"), "application/json");
  EXPECT_EQ(text_of(headers, "webhook-id"), make_event().id);
  EXPECT_EQ(text_of(headers, "webhook-timestamp"), "1763812800");
  EXPECT_EQ(text_of(headers, "webhook-signature"),
            webhook_signature(kSecret, make_event().id, "1763812800", body));
  EXPECT_EQ(text_of(headers, "user-agent"), "Audmg-Drive");
}

TEST_F(Webhook, AnIdCannotAddAHeaderField) {
  const auto publisher = make_webhook_publisher(options("/hook"), clock_);
  ASSERT_TRUE(publisher);
  for (const char* id : {"", "one", "0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a\r\nX: y"}) {
    Event event = make_event();
    event.id = id;
    EXPECT_EQ(error_code((*publisher)->publish(event)), ErrorCode::invalid_argument) << id;
  }
  EXPECT_EQ(hits(), 0u);
}

TEST_F(Webhook, UnderstandsEveryAnswer) {
  for (const int status : {200, 201, 202, 204, 299}) {
    EXPECT_TRUE(publish(options("/status/" + std::to_string(status)))) << status;
  }
  for (const int status : {300, 301, 302, 304, 308, 400, 401, 403, 404, 405, 409, 410, 413, 422}) {
    const auto published = publish(options("/status/" + std::to_string(status)));
    EXPECT_EQ(error_code(published), ErrorCode::invalid_argument) << status;
    EXPECT_TRUE(!published && !published.error().retryable) << status;
  }
  for (const int status : {408, 429, 500, 502, 503, 504, 599}) {
    const auto published = publish(options("/status/" + std::to_string(status)));
    EXPECT_EQ(error_code(published), ErrorCode::unavailable) << status;
    EXPECT_TRUE(!published && published.error().retryable) << status;
  }
  EXPECT_EQ(error_code(publish(options("/no-answer"))), ErrorCode::unavailable);
}

TEST_F(Webhook, FollowsNoRedirect) {
  const std::string target = "https://localhost:" + receiver_.port() + "/status/200";
  EXPECT_EQ(error_code(publish(options("/redirect?to=" + target))), ErrorCode::invalid_argument);
  EXPECT_EQ(hits(), 1u);
}

TEST_F(Webhook, ReadsNoMoreThanItMust) {
  EXPECT_TRUE(publish(options("/huge")));
  curl::HttpClient client({.peers = {.ca_file = receiver_.certificate()}});
  curl::ClientRequest post{
      .method = "POST", .url = options("/huge").url, .fields = {}, .body = "{}", .timeout = 20s};
  EXPECT_EQ(error_code(client.send(post)), ErrorCode::too_large);
  post.cut_long_answer = true;
  const auto answer = client.send(post);
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body.size(), post.max_answer_bytes);
}

TEST_F(Webhook, GivesUpOnADrippingAnswer) {
  WebhookOptions slow = options("/drip");
  slow.timeout = 500ms;
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(error_code(publish(slow)), ErrorCode::deadline_exceeded);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 5s);
}

TEST_F(Webhook, TellsNothingToAnUnknownCertificate) {
  WebhookOptions unknown = options("/hook");
  unknown.ca_file = "";
  const auto published = publish(unknown);
  EXPECT_EQ(error_code(published), ErrorCode::unavailable);
  EXPECT_TRUE(!published && published.error().retryable);
  WebhookOptions other_name = options("/hook");
  other_name.url = "https://other.example:" + receiver_.port() + "/hook";
  other_name.resolve = {"other.example:" + receiver_.port() + ":127.0.0.1"};
  EXPECT_EQ(error_code(publish(other_name)), ErrorCode::unavailable);
  EXPECT_EQ(hits(), 0u);
}

TEST_F(Webhook, IgnoresTheProxiesOfTheEnvironment) {
  for (const char* name : {"https_proxy", "HTTPS_PROXY", "http_proxy", "all_proxy", "ALL_PROXY"}) {
    setenv(name, "http://127.0.0.1:1", 1);
  }
  EXPECT_TRUE(publish(options("/hook")));
  for (const char* name : {"https_proxy", "HTTPS_PROXY", "http_proxy", "all_proxy", "ALL_PROXY"}) {
    unsetenv(name);
  }
}

TEST_F(Webhook, IsPublicHttpsUnlessPrivateIsAllowed) {
  const auto verdict = [&](const std::string& url, bool allow_private) {
    const WebhookOptions options{
        .url = url, .secret = std::string(kSecret), .allow_private = allow_private};
    return make_webhook_publisher(options, clock_).has_value();
  };
  EXPECT_TRUE(verdict("https://example.org/hook", false));
  EXPECT_TRUE(verdict("https://example.org:443", false));
  EXPECT_TRUE(verdict("http://127.0.0.1:8080/hook", true));
  for (const std::string url :
       {"http://example.org/", "https://example.org:8443/", "https://example.org:80/",
        "https://127.0.0.1/", "https://0x7f.1/", "https://2130706433/", "https://[::1]/",
        "https://169.254.169.254/", "https://[::ffff:10.0.0.1]/"}) {
    EXPECT_FALSE(verdict(url, false)) << url;
    EXPECT_TRUE(verdict(url, true)) << url;
  }
  for (const std::string url :
       {"", "example.org", "https://", "ftp://example.org/", "file:///etc/passwd",
        "gopher://127.0.0.1:25/x", "https://user:pass@example.org/", "https://user@example.org/",
        "https://example.org/#x", "https://exa mple.org/", "https://example.org\r\nX: y/"}) {
    EXPECT_FALSE(verdict(url, false)) << url;
    EXPECT_FALSE(verdict(url, true)) << url;
  }
}

/// All ways to write an address that leads here. None may reach the listener.
TEST(WebhookGuard, NoSpellingReachesThisMachine) {
  ReceiverProcess receiver("webhook_receiver.py", ReceiverProcess::Tls::off);
  const auto post_to = [&](const std::string& host, bool guarded) {
    curl::PeerRules peers;
    if (guarded) {
      peers.may_connect = [](const curl::PeerAddress& peer) {
        return is_public_address(peer.address());
      };
    }
    return curl::HttpClient({.plain_allowed = true, .peers = peers})
        .send({.method = "POST",
               .url = "http://" + host + ":" + receiver.port() + "/hook",
               .fields = {},
               .body = "{}",
               .timeout = guarded ? 2s : 20s});
  };
  for (const std::string host : {"127.0.0.1",
                                 "localhost",
                                 "LOCALHOST",
                                 "127.1",
                                 "127.0.1",
                                 "127.000.000.001",
                                 "127.0.0.01",
                                 "2130706433",
                                 "0x7f000001",
                                 "0x7F.0.0.1",
                                 "0x7f.1",
                                 "0177.0.0.1",
                                 "0177.0.1",
                                 "017700000001",
                                 "127.0x0.0.1",
                                 "%31%32%37.0.0.1",
                                 "0",
                                 "0.0.0.0",
                                 "00",
                                 "0x0",
                                 "0.0",
                                 "127.255.255.254",
                                 "127.127.127.127",
                                 "[::1]",
                                 "[0:0:0:0:0:0:0:1]",
                                 "[::]",
                                 "[::ffff:127.0.0.1]",
                                 "[::ffff:7f00:1]",
                                 "[0:0:0:0:0:ffff:127.0.0.1]",
                                 "[::127.0.0.1]",
                                 "[::ffff:0:127.0.0.1]",
                                 "[64:ff9b::127.0.0.1]",
                                 "[2002:7f00:1::]",
                                 "[2001:0:7f00:1::]",
                                 "[fe80::1]",
                                 "[fc00::1]",
                                 "[::ffff:169.254.169.254]",
                                 "10.0.0.1",
                                 "012.0.0.1",
                                 "167772161",
                                 "172.16.0.1",
                                 "192.168.0.1",
                                 "0xc0a80001",
                                 "3232235521",
                                 "169.254.169.254",
                                 "2852039166",
                                 "0xa9fea9fe",
                                 "0251.0376.0251.0376",
                                 "100.64.0.1",
                                 "224.0.0.1",
                                 "255.255.255.255",
                                 "4294967295"}) {
    const auto answer = post_to(host, true);
    EXPECT_FALSE(answer) << host;
  }
  EXPECT_EQ(receiver.records().size(), 0u);
  // The guard was what kept them away.
  const auto answer = post_to("0x7f.1", false);
  EXPECT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(receiver.records().size(), 1u);
}

TEST_F(Webhook, ANameThatLeadsInsideIsNotFollowed) {
  for (const std::string address : {"127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254",
                                    "10.1.2.3", "[::1],127.0.0.1,10.0.0.1,[fe80::1]"}) {
    WebhookOptions options{.url = "https://hook.example/", .secret = std::string(kSecret)};
    options.resolve = {"hook.example:443:" + address};
    options.timeout = 5s;
    const auto published = publish(options);
    ASSERT_FALSE(published) << address;
    EXPECT_EQ(published.error().code, ErrorCode::unavailable);
    EXPECT_TRUE(published.error().retryable);
    EXPECT_NE(published.error().message.find("are not allowed"), std::string::npos)
        << published.error().message;
  }
}

/// DNS rebinding: the name's address was good a moment ago. What counts is the address that the
/// connection is made to, so the answer of an earlier check is worth nothing.
TEST_F(Webhook, EachConnectionIsCheckedAnew) {
  std::vector<std::string> asked;
  bool inside_is_fine = true;
  const auto may_connect = [&](const curl::PeerAddress& peer) {
    asked.push_back(peer.text() + " " + std::to_string(peer.port));
    return inside_is_fine;
  };
  curl::HttpClient client(
      {.peers = {.may_connect = may_connect,
                 .ca_file = receiver_.certificate(),
                 .resolve = {"hook.example:" + receiver_.port() + ":127.0.0.1"}},
       .max_idle_connections = 0});
  const curl::ClientRequest request{.method = "POST",
                                    .url = "https://hook.example:" + receiver_.port() + "/hook",
                                    .fields = {},
                                    .body = "{}",
                                    .timeout = 20s};
  const std::string peer = "127.0.0.1 " + receiver_.port();
  EXPECT_TRUE(client.send(request));
  inside_is_fine = false;
  EXPECT_FALSE(client.send(request));
  EXPECT_EQ(asked, (std::vector{peer, peer}));
  EXPECT_EQ(hits(), 1u);
}

}  // namespace
}  // namespace audmg::notification
