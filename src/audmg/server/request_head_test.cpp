// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/request_head.hpp"

#include "audmg/server/limits.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

namespace audmg::server {
namespace {

using State = HeadScanner::State;

/// 0: accepted; otherwise the status of the refusal. Bytes come one by one or all at once.
int status_of(const std::string& head, bool one_by_one) {
  HeadScanner scanner;
  auto state = State::incomplete;
  for (std::size_t size = one_by_one ? 1 : head.size();
       size <= head.size() && state == State::incomplete; ++size) {
    state = scanner.scan(std::string_view(head).substr(0, size));
  }
  if (state == State::malformed) return 400;
  if (state == State::too_large) return 431;
  if (state == State::incomplete) return -1;
  const auto parsed = parse_request_head(std::string_view(head).substr(0, scanner.size()));
  return parsed ? 0 : parsed.error().status;
}

struct Case {
  const char* name;
  std::string head;
  int status;
};
std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.name; }

class RequestHead_ : public testing::TestWithParam<Case> {};

TEST_P(RequestHead_, IsAcceptedOrRefused) {
  EXPECT_EQ(status_of(GetParam().head, false), GetParam().status);
  EXPECT_EQ(status_of(GetParam().head, true), GetParam().status);
}

std::string post(const std::string& fields) {
  return "POST /login HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}

INSTANTIATE_TEST_SUITE_P(
    Framing, RequestHead_,
    testing::Values(
        Case{"length", post("Content-Length: 5\r\n"), 0},
        Case{"chunked", post("Transfer-Encoding: chunked\r\n"), 0},
        Case{"chunked in capitals", post("TRANSFER-ENCODING: CHUNKED\r\n"), 0},
        Case{"CL.TE", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), 400},
        Case{"TE.CL", post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"), 400},
        Case{"TE.TE", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), 400},
        Case{"TE.TE hidden", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n"), 400},
        Case{"CL equal twice", post("Content-Length: 5\r\nContent-Length: 5\r\n"), 400},
        Case{"CL list", post("Content-Length: 5, 5\r\n"), 400},
        Case{"CL and CL", post("Content-Length: 5\r\nContent-Length: 6\r\n"), 400},
        Case{"CL signed", post("Content-Length: +5\r\n"), 400},
        Case{"CL negative", post("Content-Length: -5\r\n"), 400},
        Case{"CL hex", post("Content-Length: 0x5\r\n"), 400},
        Case{"CL empty", post("Content-Length: \r\n"), 400},
        Case{"CL with space", post("Content-Length: 5 5\r\n"), 400},
        Case{"CL 2^64", post("Content-Length: 18446744073709551616\r\n"), 400},
        Case{"TE unknown", post("Transfer-Encoding: gzip\r\n"), 501},
        Case{"TE gzip, chunked", post("Transfer-Encoding: gzip, chunked\r\n"), 501},
        Case{"TE chunked, gzip", post("Transfer-Encoding: chunked, gzip\r\n"), 501},
        Case{"TE identity", post("Transfer-Encoding: identity\r\n"), 501},
        Case{"TE empty", post("Transfer-Encoding: \r\n"), 400},
        Case{"TE quoted", post("Transfer-Encoding: \"chunked\"\r\n"), 501},
        Case{"TE vertical tab", post("Transfer-Encoding: \vchunked\r\n"), 400},
        Case{"TE in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400}));

INSTANTIATE_TEST_SUITE_P(
    Lines, RequestHead_,
    testing::Values(Case{"space before colon", post("Transfer-Encoding : chunked\r\n"), 400},
                    Case{"tab before colon", post("Content-Length\t: 5\r\n"), 400},
                    Case{"obs-fold", post("X-A: b\r\n c\r\n"), 400},
                    Case{"obs-fold by tab", post("X-A: b\r\n\tTransfer-Encoding: chunked\r\n"),
                         400},
                    Case{"first field folded", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400},
                    Case{"bare LF after request line", "GET / HTTP/1.1\nHost: a\r\n\r\n", 400},
                    Case{"bare LF after field", post("X-A: b\nX-C: d\r\n"), 400},
                    Case{"bare LF at the end", "GET / HTTP/1.1\r\nHost: a\r\n\n", 400},
                    Case{"bare CR in value", post("X-A: b\rTransfer-Encoding: chunked\r\n"), 400},
                    Case{"CR CR LF", post("X-A: b\r\r\n"), 400},
                    Case{"NUL in value", post(std::string("X-A: b\0c\r\n", 10)), 400},
                    Case{"NUL in name", post(std::string("X\0A: b\r\n", 8)), 400},
                    Case{"no colon", post("Content-Length\r\n"), 400},
                    Case{"no name", post(": value\r\n"), 400},
                    Case{"name with parenthesis", post("X(a): b\r\n"), 400},
                    Case{"two spaces in request line", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
                    Case{"tab in request line", "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n", 400},
                    Case{"space in target", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400},
                    Case{"no version", "GET /\r\nHost: a\r\n\r\n", 400},
                    Case{"HTTP/2.0", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 400},
                    Case{"HTTP/1.2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", 400},
                    Case{"HTTP/0.9", "GET / HTTP/0.9\r\n\r\n", 400},
                    Case{"lower-case version", "GET / http/1.1\r\nHost: a\r\n\r\n", 400},
                    Case{"HTTP/1.0 without Host", "GET / HTTP/1.0\r\n\r\n", 0},
                    Case{"lower-case method", "get / HTTP/1.1\r\nHost: a\r\n\r\n", 501},
                    Case{"TRACE", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 501},
                    Case{"TLS hello", std::string("\x16\x03\x01\x02\x00\x01\r\n\r\n", 10), 400}));

INSTANTIATE_TEST_SUITE_P(
    Host, RequestHead_,
    testing::Values(Case{"missing", "GET / HTTP/1.1\r\n\r\n", 400},
                    Case{"twice", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400},
                    Case{"empty", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400},
                    Case{"with space", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400},
                    Case{"with user", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", 400},
                    Case{"with path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
                    Case{"with port", "GET / HTTP/1.1\r\nHost: localhost:8420\r\n\r\n", 0},
                    Case{"IPv6", "GET / HTTP/1.1\r\nHost: [::1]:8420\r\n\r\n", 0}));

std::string fields(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "X-A: b\r\n";
  return text;
}

INSTANTIATE_TEST_SUITE_P(
    Size, RequestHead_,
    testing::Values(
        Case{"100 fields", post(fields(kMaxHeaderFields - 1)), 0},
        Case{"101 fields", post(fields(kMaxHeaderFields)), 431},
        Case{"request line of 8 KiB",
             "GET /" + std::string(kMaxRequestLineBytes - 16, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n",
             0},
        Case{"request line over 8 KiB",
             "GET /" + std::string(kMaxRequestLineBytes - 15, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n",
             431},
        Case{"request line without end", "GET /" + std::string(kMaxRequestLineBytes, 'a'), 431},
        Case{"head of 31 KiB", post("X-A: " + std::string(31 * 1024, 'b') + "\r\n"), 0},
        Case{"head over 32 KiB", post("X-A: " + std::string(33 * 1024, 'b') + "\r\n"), 431},
        Case{"head without end", post("X-A: b\r\n").substr(0, 40) + std::string(33 * 1024, 'b'),
             431}));

TEST(RequestHead, KeepsWhatWasSent) {
  const std::string text =
      "PUT http://h/objects/a?b=c HTTP/1.1\r\nHost: h\r\nExpect: 100-Continue\r\nX-Empty:\r\n"
      "X-Padded: \t a b \t\r\nContent-Length: 12\r\n\r\n";
  const auto head = parse_request_head(text);
  ASSERT_TRUE(head);
  EXPECT_EQ(head->method, http::Method::put);
  EXPECT_EQ(head->target, "http://h/objects/a?b=c");
  EXPECT_EQ(head->headers.find("x-empty"), "");
  EXPECT_EQ(head->headers.find("x-padded"), "a b");
  EXPECT_EQ(head->body.kind, BodyFraming::Kind::length);
  EXPECT_EQ(head->body.length, 12u);
  EXPECT_TRUE(head->expect_continue);
  EXPECT_TRUE(head->keep_alive);
}

TEST(RequestHead, KnowsWhetherTheConnectionStays) {
  const auto keeps = [](const std::string& text) { return parse_request_head(text)->keep_alive; };
  EXPECT_TRUE(keeps("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
  EXPECT_FALSE(keeps("GET / HTTP/1.1\r\nHost: a\r\nConnection: TE, Close\r\n\r\n"));
  EXPECT_FALSE(keeps("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
}

TEST(HeadScanner, StopsAtTheFirstOfTwoRequests) {
  const std::string one = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  HeadScanner scanner;
  EXPECT_EQ(scanner.scan(one + one), State::complete);
  EXPECT_EQ(scanner.size(), one.size());
}

}  // namespace
}  // namespace audmg::server
