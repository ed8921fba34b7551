// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/connection_count.hpp"
#include "testbeds/server_testbed.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <thread>

namespace audmg::server {
namespace {

using namespace std::chrono_literals;

std::string code_of(const Answer& answer) {
  const auto begin = answer.body.find(R"("code":")");
  if (begin == std::string::npos) return "";
  return answer.body.substr(begin + 8, answer.body.find('"', begin + 8) - begin - 8);
}

TEST(Connection, AnswersRequestAfterRequest) {
  Testbed bed;
  Client client = bed.connect();
  std::string first_id;
  for (int i = 0; i < 3; ++i) {
    const auto answer = client.get("/livez");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, R"({"status":"ok"})");
    EXPECT_EQ(answer.field("connection"), "");
    EXPECT_EQ(answer.field("x-request-id").size(), 32u);
    EXPECT_NE(answer.field("x-request-id"), first_id);
    first_id = answer.field("x-request-id");
    EXPECT_EQ(answer.field("x-content-type-options"), "nosniff");
    EXPECT_EQ(answer.field("content-security-policy"),
              "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'");
    EXPECT_EQ(answer.field("referrer-policy"), "no-referrer");
    EXPECT_EQ(answer.field("cross-origin-opener-policy"), "same-origin");
    EXPECT_EQ(answer.field("cross-origin-resource-policy"), "same-origin");
    EXPECT_EQ(answer.field("strict-transport-security"), "");
    EXPECT_FALSE(answer.field("date").empty());
  }
}

TEST(Connection, AnswersPipelinedRequestsInOrder) {
  Testbed bed;
  Client client = bed.connect();
  std::string requests;
  for (int i = 0; i < 100; ++i) {
    const std::string body = std::to_string(i);
    requests += "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) +
                "\r\n\r\n" + body;
  }
  client.send(requests);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(client.receive().body, std::to_string(i));
}

TEST(Connection, TakesBytesAsTheyCome) {
  Testbed bed;
  Client client = bed.connect();
  const std::string request =
      "\r\nPOST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
  for (const char byte : request) {
    client.send({&byte, 1});
    std::this_thread::sleep_for(100us);
  }
  EXPECT_EQ(client.receive().body, "abcde");
  EXPECT_EQ(client.get("/livez").status, 200);
}

TEST(Connection, ClosesWhenAskedTo) {
  Testbed bed;
  Client polite = bed.connect();
  EXPECT_EQ(polite.get("/livez", "Connection: close\r\n").field("connection"), "close");
  EXPECT_TRUE(polite.is_closed_by_server());
  Client old = bed.connect();
  old.send("GET /livez HTTP/1.0\r\n\r\n");
  EXPECT_EQ(old.receive().status, 200);
  EXPECT_TRUE(old.is_closed_by_server());
}

class Smuggling : public testing::TestWithParam<std::pair<std::string, int>> {};

TEST_P(Smuggling, IsAnsweredOnceAndClosed) {
  Testbed bed;
  Client client = bed.connect();
  // What hides behind must never be taken for a request of its own.
  client.send(GetParam().first + "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto answer = client.receive();
  EXPECT_EQ(answer.status, GetParam().second);
  EXPECT_EQ(answer.field("connection"), "close");
  EXPECT_EQ(answer.field("content-type"), "application/problem+json");
  client.shut_down_sending();
  EXPECT_TRUE(client.is_closed_by_server());
}

std::string post(const std::string& rest) { return "POST /echo HTTP/1.1\r\nHost: a\r\n" + rest; }

INSTANTIATE_TEST_SUITE_P(
    , Smuggling,
    testing::Values(
        std::pair{post("Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nX"), 400},
        std::pair{post("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n1\r\nZ\r\n"), 400},
        std::pair{post("Content-Length: 0\r\nContent-Length: 0\r\n\r\n"), 400},
        std::pair{post("Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"), 400},
        std::pair{post("Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"), 501},
        std::pair{post("X: y\r\n Transfer-Encoding: chunked\r\n\r\n"), 400},
        std::pair{post("X: y\nTransfer-Encoding: chunked\r\n\r\n"), 400},
        std::pair{post("Transfer-Encoding: chunked\r\n\r\n10000000000000000\r\n"), 400},
        std::pair{post("Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n"), 400},
        std::pair{post("Transfer-Encoding: chunked\r\n\r\n1\nab\n0\r\n\r\n"), 400},
        std::pair{std::string("GET /livez HTTP/1.1\r\n\r\n"), 400},
        std::pair{std::string("GET /a%zz HTTP/1.1\r\nHost: a\r\n\r\n"), 400},
        std::pair{std::string("BREW / HTTP/1.1\r\nHost: a\r\n\r\n"), 501},
        std::pair{"GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 431},
        std::pair{post("X: " + std::string(40000, 'a') + "\r\n\r\n"), 431}));

TEST(Connection, GivesUpOnASlowHead) {
  ServerOptions options;
  options.timeouts.head = 200ms;
  Testbed bed(options);
  Client slow = bed.connect();
  slow.send("GET /livez HTTP/1.1\r\nHo");
  const auto answer = slow.receive();
  EXPECT_EQ(answer.status, 408);
  EXPECT_EQ(code_of(answer), "request_timeout");
  slow.shut_down_sending();
  EXPECT_TRUE(slow.is_closed_by_server());
  Client silent = bed.connect();
  EXPECT_TRUE(silent.is_closed_by_server());
}

TEST(Connection, ClosesAnIdleConnectionWithoutAWord) {
  ServerOptions options;
  options.timeouts.idle = 200ms;
  Testbed bed(options);
  Client client = bed.connect();
  EXPECT_EQ(client.get("/livez").status, 200);
  EXPECT_TRUE(client.is_closed_by_server());
}

TEST(Connection, GivesUpOnASlowBody) {
  ServerOptions options;
  options.timeouts.body = 200ms;
  Testbed bed(options);
  for (const std::string target : {"/echo", "/collect"}) {
    Client client = bed.connect();
    client.send("POST " + target + " HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc");
    const auto answer = client.receive();
    EXPECT_EQ(answer.status, 408) << target;
    EXPECT_EQ(answer.field("connection"), "close");
  }
  EXPECT_EQ(bed.collected().finished, 0);
}

/// Sends a body of `pieces` pieces, one each 50 ms, until it is answered; the answer.
Answer send_in_pieces(Testbed& bed, const std::string& target, int pieces, std::size_t size) {
  Client client = bed.connect();
  client.send("POST " + target + " HTTP/1.1\r\nHost: a\r\nContent-Length: " +
              std::to_string(static_cast<std::size_t>(pieces) * size) + "\r\n\r\n");
  for (int i = 0; i < pieces; ++i) {
    client.send(std::string(size, 'a'));
    std::this_thread::sleep_for(50ms);
  }
  return client.receive();
}

TEST(Connection, GivesUpOnABodyBelowTheMinimumRate) {
  ServerOptions options;
  options.timeouts.body = 300ms;
  Testbed bed(options);
  for (const std::string target : {"/echo", "/collect"}) {
    // Never silent for long, but only 20 bytes a second.
    const auto answer = send_in_pieces(bed, target, 30, 1);
    EXPECT_EQ(answer.status, 408) << target;
    EXPECT_EQ(code_of(answer), "request_timeout");
    EXPECT_EQ(answer.field("connection"), "close");
  }
  EXPECT_EQ(bed.collected().finished, 0);
}

TEST(Connection, WaitsForABodyAboveTheMinimumRate) {
  ServerOptions options;
  options.timeouts.body = 300ms;
  Testbed bed(options);
  // 40 KiB a second, four times as long as one silence may be, and far less than a buffer full.
  for (const std::string target : {"/echo", "/collect"}) {
    EXPECT_EQ(send_in_pieces(bed, target, 24, 2 * 1024).status, 200) << target;
  }
}

TEST(Connection, GivesUpOnAClientThatTakesNothing) {
  ServerOptions options;
  options.timeouts.write = 300ms;
  Testbed bed(options);
  const auto target = bed.put_object("orig/u/large", pattern(24 << 20));
  Client client = bed.connect();
  client.send("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
  std::this_thread::sleep_for(1500ms);
  const auto answer = client.receive();
  EXPECT_EQ(answer.status, 0) << "the answer must have been cut off";
  EXPECT_LT(answer.body.size(), 24u << 20);
}

TEST(Connection, RefusesMoreThanItsCap) {
  ServerOptions options;
  options.max_connections = 2;
  Testbed bed(options);
  {
    Client first = bed.connect();
    Client second = bed.connect();
    EXPECT_EQ(first.get("/livez").status, 200);
    EXPECT_EQ(second.get("/livez").status, 200);
    Client third = bed.connect();
    const auto answer = third.receive();
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(code_of(answer), "overloaded");
    EXPECT_EQ(answer.body.back(), '}');
    EXPECT_TRUE(third.is_closed_by_server());
  }
  for (int i = 0; i < 100; ++i) {
    Client client = bed.connect();
    if (client.get("/livez").status == 200) return;
    std::this_thread::sleep_for(10ms);
  }
  FAIL() << "places of closed connections are not given to new ones";
}

TEST(Connection, RefusesMoreThanTheCapOfOneAddress) {
  ServerOptions options;
  options.max_connections_per_address = 2;
  Testbed bed(options);
  std::optional<Client> first = bed.connect();
  Client second = bed.connect();
  EXPECT_EQ(first->get("/livez").status, 200);
  EXPECT_EQ(second.get("/livez").status, 200);
  Client third = bed.connect();
  const auto refused = third.receive();
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(code_of(refused), "overloaded");
  EXPECT_EQ(refused.field("retry-after"), "1");
  EXPECT_TRUE(third.is_closed_by_server());
  Client elsewhere = bed.connect_from("127.0.0.2");
  EXPECT_EQ(elsewhere.get("/livez").status, 200) << "another address has places of its own";
  EXPECT_EQ(second.get("/livez").status, 200);
  first.reset();
  for (int i = 0; i < 100; ++i) {
    Client client = bed.connect();
    if (client.get("/livez").status == 200) return;
    std::this_thread::sleep_for(10ms);
  }
  FAIL() << "the place of a closed connection is not given to a new one";
}

TEST(Connection, CountsATrustedProxyByTheCapOfAll) {
  ServerOptions options;
  options.max_connections_per_address = 1;
  options.trusted_proxies = {"127.0.0.1"};
  Testbed bed(options);
  Client first = bed.connect();
  EXPECT_EQ(first.get("/livez").status, 200);
  EXPECT_EQ(bed.connect().get("/livez").status, 200);
  Client stranger = bed.connect_from("127.0.0.2");
  EXPECT_EQ(stranger.get("/livez").status, 200);
  EXPECT_EQ(bed.connect_from("127.0.0.2").receive().status, 503);
}

TEST(ConnectionCount, CountsIpv6ByTheNetworkThatOneClientHas) {
  ConnectionCount count(10, 1);
  EXPECT_TRUE(count.add(*parse_address("2001:db8:0:1::1")));
  EXPECT_FALSE(count.add(*parse_address("2001:db8:0:ff:ffff::2"))) << "the same /56";
  EXPECT_TRUE(count.add(*parse_address("2001:db8:0:100::1")));
  EXPECT_TRUE(count.add(*parse_address("192.0.2.1")));
  EXPECT_TRUE(count.add(*parse_address("192.0.2.2")));
  count.remove(*parse_address("2001:db8:0:1::1"));
  EXPECT_TRUE(count.add(*parse_address("2001:db8:0:ff:ffff::2")));
}

TEST(Connection, SurvivesResetsAtAnyPoint) {
  Testbed bed;
  const auto target = bed.put_object("orig/u/1", pattern(4 << 20));
  for (const std::string& bytes :
       {std::string("GE"), "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n",
        std::string("POST /collect HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nabc"),
        std::string("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n")}) {
    for (int i = 0; i < 20; ++i) {
      Client client = bed.connect();
      client.send(bytes);
      client.reset();
    }
  }
  EXPECT_EQ(bed.connect().get("/livez").status, 200);
}

TEST(Connection, LogsWhoAskedForWhatButNoSecrets) {
  Testbed bed;
  const auto target = bed.put_object("orig/u/1", "abc");
  EXPECT_EQ(bed.connect().get(target).status, 200);
  bed.server->stop();
  const auto records = bed.logger.records("request");
  ASSERT_EQ(records.size(), 1u);
  const auto& record = records.front();
  for (const std::string part : {" function=get_object", " method=GET", " status=200", " bytesIn=0",
                                 " clientAddress=127.0.0.1", " durationMs="}) {
    EXPECT_NE(record.find(part), std::string::npos) << record;
  }
  EXPECT_EQ(record.find("signature"), std::string::npos);
  EXPECT_EQ(record.find("orig/"), std::string::npos);
}

TEST(Connection, BelievesATrustedProxy) {
  EXPECT_EQ(Testbed().connect().get("/address", "X-Forwarded-For: 9.9.9.9\r\n").body, "127.0.0.1");
  ServerOptions options;
  options.trusted_proxies = {"127.0.0.0/8"};
  EXPECT_EQ(Testbed(options).connect().get("/address", "X-Forwarded-For: 9.9.9.9\r\n").body,
            "9.9.9.9");
}

TEST(Connection, BelievesTheFieldThatTheProxyAdded) {
  ServerOptions options;
  options.trusted_proxies = {"127.0.0.0/8"};
  EXPECT_EQ(Testbed(options)
                .connect()
                .get("/address", "X-Forwarded-For: 8.8.8.8\r\nX-Forwarded-For: 9.9.9.9\r\n")
                .body,
            "9.9.9.9");
}

}  // namespace
}  // namespace audmg::server
