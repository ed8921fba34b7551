// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/plain_answer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace audmg::server {
namespace {

constexpr int kPermanentRedirectStatus = 308;

constexpr auto kBrowser = "\r\nHost: drive.local:8420\r\nAccept: text/html,*/*;q=0.8";

http::Response answer_to(const std::string& head, const site::TrustPages* pages = nullptr) {
  const auto parsed = parse_request_head(head + "\r\n\r\n");
  EXPECT_TRUE(parsed) << head;
  return plain_answer(*parsed, pages);
}

TEST(PlainAnswerTest, SendsBrowsersToTheSameAddressWithTls) {
  const auto response = answer_to(std::string("GET /photos?q=a%20b HTTP/1.1") + kBrowser);
  EXPECT_EQ(response.status, kPermanentRedirectStatus);
  EXPECT_EQ(response.headers.find("Location"), "https://drive.local:8420/photos?q=a%20b");
  EXPECT_EQ(response.headers.find("Cache-Control"), "no-store");
}

TEST(PlainAnswerTest, RefusesWhatMayCarrySecrets) {
  for (const auto* const method : {"POST", "PUT", "DELETE", "PATCH"}) {
    const auto response = answer_to(std::string(method) + " /login HTTP/1.1\r\nHost: a");
    EXPECT_EQ(response.status, 400) << method;
    EXPECT_FALSE(response.headers.find("Location"));
  }
}

TEST(PlainAnswerTest, LeadsNoProgramOn) {
  EXPECT_EQ(answer_to("GET /me HTTP/1.1\r\nHost: a\r\nAccept: application/json").status, 400);
  EXPECT_EQ(answer_to("GET /me HTTP/1.1\r\nHost: a").status, 400);
  EXPECT_EQ(answer_to(std::string("GET /me HTTP/1.1\r\nAuthorization: Bearer x") + kBrowser).status,
            400);
}

TEST(PlainAnswerTest, NeedsAHost) {
  EXPECT_EQ(answer_to("GET / HTTP/1.0\r\nAccept: text/html").status, 400);
  EXPECT_EQ(answer_to("GET / HTTP/1.1\r\nAccept: text/html\r\nHost: [fd00::10]:8420").status,
            kPermanentRedirectStatus);
}

TEST(PlainAnswerTest, GivesThePagesThatMakeADeviceTrustTheDrive) {
  const site::TrustPages pages({.authority = "pem", .fingerprint = "00", .host = "a", .code = ""});
  EXPECT_EQ(answer_to("GET /trust.html HTTP/1.1\r\nHost: a", &pages).status, 200);
  EXPECT_EQ(answer_to("GET /trust/audmg-drive.crt HTTP/1.1\r\nHost: a", &pages).body, "pem");
  EXPECT_EQ(answer_to(std::string("GET /trust.html HTTP/1.1") + kBrowser).status,
            kPermanentRedirectStatus);
}

}  // namespace
}  // namespace audmg::server
