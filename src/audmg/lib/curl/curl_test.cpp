// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/curl/error.hpp"
#include "audmg/lib/curl/url.hpp"
#include "contract/error_code.hpp"

#include <curl/curl.h>
#include <gtest/gtest.h>

namespace audmg::curl {
namespace {

TEST(CurlUrl, HasThePartsThatTheRequestWillHave) {
  const auto url = parse_url("HTTPS://Example.org/a/b?c=d");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->scheme, "https");
  EXPECT_EQ(url->host, "Example.org");
  EXPECT_EQ(url->port, 443);
  EXPECT_EQ(url->path, "/a/b");
  EXPECT_EQ(url->query, "c=d");
  EXPECT_FALSE(url->has_credentials);
  EXPECT_FALSE(url->has_fragment);
}

TEST(CurlUrl, ShowsWhatHidesInIt) {
  EXPECT_TRUE(parse_url("https://a@b/")->has_credentials);
  EXPECT_TRUE(parse_url("https://a:b@c/")->has_credentials);
  EXPECT_TRUE(parse_url("https://a/#b")->has_fragment);
  // Browsers go to evil.example here, libcurl to good.example; whoever refuses credentials is safe.
  EXPECT_TRUE(parse_url(R"(https://evil.example\@good.example/)")->has_credentials);
  EXPECT_EQ(parse_url("http://0x7f.1:80/")->host, "127.0.0.1");
  EXPECT_EQ(parse_url("http://[::1]:8080/")->port, 8080);
}

TEST(CurlUrl, RefusesWhatIsNone) {
  using std::string_view_literals::operator""sv;
  for (const std::string_view text :
       {""sv, "example.org"sv, "https://"sv, "https://a b/"sv, "https://a\r\nb/"sv,
        "https://a:99999/"sv, "https://a\0b/"sv, "://a"sv}) {
    EXPECT_EQ(error_code(parse_url(text)), ErrorCode::invalid_argument) << text;
  }
}

TEST(CurlError, SaysWhatMayBeTriedAgain) {
  for (const int code : {CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_HOST, CURLE_GOT_NOTHING,
                         CURLE_PEER_FAILED_VERIFICATION, CURLE_RECV_ERROR, CURLE_LOGIN_DENIED}) {
    const Error error = make_error(code, "POST", "");
    EXPECT_EQ(error.code, ErrorCode::unavailable) << error.message;
    EXPECT_TRUE(error.retryable);
  }
  EXPECT_EQ(make_error(CURLE_OPERATION_TIMEDOUT, "POST", "").code, ErrorCode::deadline_exceeded);
  EXPECT_TRUE(make_error(CURLE_OPERATION_TIMEDOUT, "POST", "").retryable);
  EXPECT_FALSE(make_error(CURLE_URL_MALFORMAT, "POST", "").retryable);
  EXPECT_EQ(make_error(CURLE_OUT_OF_MEMORY, "POST", "").code, ErrorCode::unavailable);
  EXPECT_EQ(make_error(CURLE_COULDNT_CONNECT, "POST", "why").message,
            std::string("POST: ") + curl_easy_strerror(CURLE_COULDNT_CONNECT) + ": why");
}

}  // namespace
}  // namespace audmg::curl
