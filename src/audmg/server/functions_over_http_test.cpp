// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "testbeds/server_testbed.hpp"

#include <gtest/gtest.h>

#include <future>
#include <thread>

namespace audmg::server {
namespace {

using namespace std::chrono_literals;

TEST(Functions, HaveTheirPathsAndMethods) {
  Testbed bed;
  Client client = bed.connect();
  const auto nowhere = client.get("/nowhere");
  EXPECT_EQ(nowhere.status, 404);
  EXPECT_TRUE(has_code(nowhere, "not_found"));
  EXPECT_NE(nowhere.body.find(nowhere.field("x-request-id")), std::string::npos);
  const auto wrong = client.request("DELETE", "/echo");
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(wrong.field("allow"), "POST");
  EXPECT_EQ(client.request("HEAD", "/echo").status, 405) << "there is no GET either";
  EXPECT_EQ(client.request("HEAD", "/events").status, 405) << "a stream of events has no length";
  const auto options = client.request("OPTIONS", "/files/1");
  EXPECT_EQ(options.status, 204);
  EXPECT_EQ(options.field("allow"), "GET, HEAD, PATCH, DELETE");
  EXPECT_EQ(options.field("access-control-allow-methods"), "");
  EXPECT_EQ(options.field("content-length"), "");
}

TEST(Functions, AnswerAHeadLikeAGetWithoutItsBody) {
  Testbed bed;
  Client client = bed.connect();
  const auto got = client.get("/livez");
  const auto head = client.request("HEAD", "/livez");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.body, "");
  EXPECT_EQ(head.field("content-length"), std::to_string(got.body.size()));
  EXPECT_EQ(head.field("content-type"), got.field("content-type"));
  EXPECT_EQ(client.request("HEAD", "/me").status, 401);
  EXPECT_EQ(client.get("/livez").status, 200) << "the connection is still in step";
}

TEST(Functions, AreOpenToAllowedOriginsOnly) {
  ServerOptions options;
  options.cors_origins = {"https://app.example.com"};
  Testbed bed(options);
  Client client = bed.connect();
  const auto preflight =
      client.request("OPTIONS", "/upload",
                     "Origin: https://app.example.com\r\nAccess-Control-Request-Method: POST\r\n");
  EXPECT_EQ(preflight.status, 204);
  EXPECT_EQ(preflight.field("access-control-allow-origin"), "https://app.example.com");
  EXPECT_EQ(preflight.field("access-control-allow-methods"), "POST");
  const auto stranger = client.get("/livez", "Origin: https://evil.example.com\r\n");
  EXPECT_EQ(stranger.field("access-control-allow-origin"), "");
  EXPECT_EQ(stranger.field("vary"), "Origin");
}

TEST(Functions, NeedAToken) {
  Testbed bed;
  Client client = bed.connect();
  const auto anonymous = client.get("/me");
  EXPECT_EQ(anonymous.status, 401);
  EXPECT_EQ(anonymous.field("www-authenticate"), "Bearer");
  EXPECT_EQ(client.get("/me", "Authorization: Bearer nonsense\r\n").status, 401);
  const auto alice = bed.sign_up("alice");
  // The first asks the database, the second is remembered.
  for (int i = 0; i < 2; ++i) {
    const auto me = client.get("/me", alice);
    EXPECT_EQ(me.status, 200);
    EXPECT_NE(me.body.find("\"alice\""), std::string::npos);
  }
  EXPECT_EQ(client.request("POST", "/logout", alice).status, 204);
  EXPECT_EQ(client.get("/me", alice).status, 401);
}

TEST(Functions, ThatThrowAreAnsweredAndLogged) {
  Testbed bed;
  Client client = bed.connect();
  for (const auto* path : {"/throw", "/throw-inline"}) {
    const auto answer = client.get(path);
    EXPECT_EQ(answer.status, 500);
    EXPECT_TRUE(has_code(answer, "internal"));
    EXPECT_EQ(answer.body.find("a test function"), std::string::npos);
    EXPECT_EQ(client.get("/livez").status, 200);
  }
  const auto records = bed.logger.records("request_failed");
  ASSERT_EQ(records.size(), 2u);
  EXPECT_NE(records[0].find("a test function throws"), std::string::npos);
}

TEST(Functions, AreRefusedWhenThePoolIsFull) {
  ServerOptions options;
  options.event_loops = 1;
  options.function_threads = 1;
  options.function_queue = 1;
  Testbed bed(options);
  std::vector<Client> waiting;
  waiting.push_back(bed.connect());
  waiting.back().send("GET /block HTTP/1.1\r\nHost: a\r\n\r\n");
  bed.wait_for_blocked(1);
  waiting.push_back(bed.connect());
  waiting.back().send("GET /block HTTP/1.1\r\nHost: a\r\n\r\n");
  Client client = bed.connect();
  // One loop takes its connections in turn: after these round trips it has seen the second.
  for (int i = 0; i < 3; ++i) EXPECT_EQ(client.get("/livez").status, 200);
  const auto refused = client.request("POST", "/echo", "", "a");
  EXPECT_EQ(refused.status, 503);
  EXPECT_TRUE(has_code(refused, "overloaded"));
  EXPECT_EQ(refused.field("retry-after"), "1");
  EXPECT_EQ(client.get("/livez").status, 200) << "the loop must not be held up";
  bed.release();
  for (auto& one : waiting) EXPECT_EQ(one.receive().status, 200);
}

TEST(Functions, AreRefusedWhenThePasswordPoolIsFull) {
  ServerOptions options;
  options.event_loops = 1;
  options.password_threads = 1;
  options.password_queue = 1;
  Testbed bed(options);
  std::vector<Client> waiting;
  waiting.push_back(bed.connect());
  waiting.back().send("GET /block-passwords HTTP/1.1\r\nHost: a\r\n\r\n");
  bed.wait_for_blocked(1);
  waiting.push_back(bed.connect());
  waiting.back().send("GET /block-passwords HTTP/1.1\r\nHost: a\r\n\r\n");
  Client client = bed.connect();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(client.get("/livez").status, 200);
  constexpr std::string_view kJson = "Content-Type: application/json\r\n";
  const std::string account =
      R"({"username":"ada","email":"a@example.com","password":"long one 1"})";
  for (const std::string target : {"/login", "/signup"}) {
    const auto refused = client.request("POST", target, kJson, account);
    EXPECT_EQ(refused.status, 503) << target;
    EXPECT_TRUE(has_code(refused, "overloaded"));
    EXPECT_EQ(refused.field("retry-after"), "1");
  }
  EXPECT_EQ(client.request("POST", "/echo", "", "a").status, 200) << "others have their own pool";
  bed.release();
  for (auto& one : waiting) EXPECT_EQ(one.receive().status, 200);
  EXPECT_EQ(client.request("POST", "/login", kJson, account).status, 401);
}

TEST(Functions, TakeBodiesUpTo64KiB) {
  Testbed bed;
  Client client = bed.connect();
  const std::string most = pattern(64 * 1024);
  EXPECT_EQ(client.request("POST", "/echo", "", most).body, most);
  const auto too_large = client.request("POST", "/echo", "", most + "x");
  EXPECT_EQ(too_large.status, 413);
  EXPECT_TRUE(has_code(too_large, "body_too_large"));
  Client chunked = bed.connect();
  chunked.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n10001\r\n" +
               most + "x\r\n0\r\n\r\n");
  EXPECT_EQ(chunked.receive().status, 413);
}

TEST(Streams, CarryBodiesOfAnySizeAndFraming) {
  Testbed bed;
  Client client = bed.connect();
  for (const std::size_t size : {1UL, 1000UL, 262144UL, 262145UL, 5000001UL}) {
    const std::string body = pattern(size);
    unsigned sum = 0;
    for (const char c : body) sum = sum * 31 + static_cast<unsigned char>(c);
    const std::string expected = std::to_string(size) + " " + std::to_string(sum);
    EXPECT_EQ(client.request("POST", "/collect", "", body).body, expected);
    std::string chunked = "POST /collect HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (std::size_t at = 0; at < size; at += 100000) {
      char line[32];
      const auto part = std::string_view(body).substr(at, 100000);
      std::snprintf(line, sizeof line, "%zx\r\n", part.size());
      chunked.append(line).append(part).append("\r\n");
    }
    client.send(chunked + "0\r\n\r\n");
    EXPECT_EQ(client.receive().body, expected);
  }
  EXPECT_EQ(client.request("POST", "/collect").body, "0 0");
}

TEST(Streams, ThatEndEarlyAreDropped) {
  Testbed bed;
  {
    Client client = bed.connect();
    client.send("POST /collect HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n" +
                pattern(300000));
    client.shut_down_sending();
    const auto answer = client.receive();
    EXPECT_EQ(answer.status, 400);
    EXPECT_TRUE(has_code(answer, "incomplete_body"));
  }
  {
    Client client = bed.connect();
    client.send("POST /collect HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab");
  }
  for (int i = 0; i < 1000 && bed.collected().dropped < 2; ++i) std::this_thread::sleep_for(5ms);
  EXPECT_EQ(bed.collected().dropped, 2);
  EXPECT_EQ(bed.collected().finished, 0);
}

TEST(Streams, ThatAreRefusedHalfwayStillSeeTheAnswer) {
  Testbed bed;
  Client client = bed.connect();
  client.send(
      "POST /collect HTTP/1.1\r\nHost: a\r\nX-Refuse-After: 1000\r\nContent-Length: "
      "8000000\r\n\r\n");
  EXPECT_TRUE(client.send(pattern(8000000)));
  const auto answer = client.receive();
  EXPECT_EQ(answer.status, 413);
  EXPECT_EQ(answer.field("connection"), "close");
  EXPECT_LT(bed.collected().bytes, 4000000u) << "the rest must not reach the function";
}

TEST(Streams, WithoutATokenAreRefusedBeforeTheirBody) {
  Testbed bed;
  Client client = bed.connect();
  client.send("POST /collect-own HTTP/1.1\r\nHost: a\r\nContent-Length: 6000000\r\n\r\n");
  EXPECT_TRUE(client.send(pattern(6000000)));
  EXPECT_EQ(client.receive().status, 401);
  EXPECT_EQ(bed.collected().bytes, 0u);
}

TEST(Expectations, AreMetOnlyForBodiesThatAreWanted) {
  Testbed bed;
  const std::string expect = "Expect: 100-continue\r\n";
  const auto begin = [&](const std::string& path, const std::string& fields) {
    Client client = bed.connect();
    client.send("POST " + path + " HTTP/1.1\r\nHost: a\r\n" + expect + fields + "\r\n");
    return client;
  };
  for (const std::string path : {"/echo", "/collect"}) {
    Client client = begin(path, "Content-Length: 3\r\n");
    EXPECT_EQ(client.receive().status, 100) << path;
    client.send("abc");
    EXPECT_EQ(client.receive().status, 200);
    EXPECT_EQ(client.get("/livez").status, 200);
  }
  EXPECT_EQ(begin("/collect-own", "Content-Length: 3\r\n").receive().status, 401);
  EXPECT_EQ(begin("/uploads", "Content-Length: 3\r\nAuthorization: Bearer x\r\n").receive().status,
            401);
  EXPECT_EQ(begin("/echo", "Content-Length: 100000\r\n").receive().status, 413);
  EXPECT_EQ(begin("/nowhere", "Content-Length: 3\r\n").receive().status, 404);
}

TEST(Draining, LetsRequestsFinishAndClosesIdleConnections) {
  Testbed bed;
  Client idle = bed.connect();
  EXPECT_EQ(idle.get("/livez").status, 200);
  Client busy = bed.connect();
  busy.send("GET /block HTTP/1.1\r\nHost: a\r\n\r\n");
  bed.wait_for_blocked(1);
  auto stopped = std::async(std::launch::async, [&] { bed.server->stop(); });
  EXPECT_TRUE(idle.is_closed_by_server());
  EXPECT_TRUE(bed.connect().is_closed_by_server()) << "no new connection is accepted";
  EXPECT_EQ(stopped.wait_for(50ms), std::future_status::timeout);
  bed.release();
  const auto answer = busy.receive();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.field("connection"), "close");
  EXPECT_TRUE(busy.is_closed_by_server());
  stopped.wait();
}

TEST(Draining, SaysSoWhereOneAsks) {
  Testbed bed;
  EXPECT_EQ(bed.connect().get("/readyz").status, 200);
  Client busy = bed.connect();
  // A head that is under way counts as a request.
  busy.send("GET /readyz HTTP/1.1\r\n");
  std::this_thread::sleep_for(50ms);
  auto stopped = std::async(std::launch::async, [&] { bed.server->stop(); });
  while (!bed.services->readiness.draining) std::this_thread::yield();
  busy.send("Host: a\r\n\r\n");
  const auto answer = busy.receive();
  EXPECT_EQ(answer.status, 503);
  EXPECT_TRUE(has_code(answer, "not_ready"));
  stopped.wait();
}

TEST(Draining, CutsOffWhatDoesNotEnd) {
  ServerOptions options;
  options.drain_timeout = 100ms;
  Testbed bed(options);
  Client endless = bed.connect();
  endless.send("POST /collect HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nabc");
  std::this_thread::sleep_for(50ms);
  bed.server->stop();
  EXPECT_EQ(bed.collected().dropped, 1);
  EXPECT_EQ(bed.collected().finished, 0);
}

TEST(Metrics, AreOnTheirOwnListener) {
  Testbed bed;
  EXPECT_EQ(bed.connect().get("/livez").status, 200);
  EXPECT_EQ(bed.connect().get("/metrics").status, 404);
  Client scraper(bed.server->metrics_port());
  const auto answer = scraper.get("/metrics");
  EXPECT_EQ(answer.status, 200);
  EXPECT_NE(answer.body.find("audmg_function_invocations_total{function=\"livez\"} 1"),
            std::string::npos);
  EXPECT_NE(answer.body.find("audmg_connections"), std::string::npos);
  EXPECT_EQ(Client(bed.server->metrics_port()).get("/me").status, 404);
  EXPECT_EQ(Client(bed.server->metrics_port()).request("POST", "/metrics", "").status, 405);
}

TEST(Metrics, HaveProbesBesideThemThatAreNotCounted) {
  Testbed bed;
  const auto probe = [&](const std::string& path) {
    return Client(bed.server->metrics_port()).get(path);
  };
  EXPECT_EQ(probe("/livez").body, R"({"status":"ok"})");
  EXPECT_EQ(probe("/readyz?from=a-balancer").body, R"({"status":"ok"})");
  EXPECT_NE(probe("/metrics").body.find("audmg_function_invocations_total{function=\"readyz\"} 0"),
            std::string::npos);
  bed.services->readiness.draining = true;
  EXPECT_EQ(probe("/readyz").status, 503);
  EXPECT_EQ(probe("/livez").status, 200);
}

}  // namespace
}  // namespace audmg::server
