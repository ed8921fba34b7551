// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/http_answer.hpp"

#include "audmg/lambda/limits.hpp"

#include <gtest/gtest.h>

namespace audmg::lambda {
namespace {

http::Response sample() {
  http::Response response{.status = 201, .headers = {}, .body = R"({"a":"ü"})"};
  response.headers.add("Set-Cookie", "a=1, 2");
  response.headers.add("Vary", "Accept");
  response.headers.add("set-cookie", "b=2");
  response.headers.add("vary", "Origin");
  return response;
}

TEST(HttpAnswer, KeepsAllValuesForARestApi) {
  EXPECT_EQ(write_http_answer(GatewayFormat::rest, sample()),
            R"({"statusCode":201,"multiValueHeaders":{"Set-Cookie":["a=1, 2","b=2"],)"
            R"("Vary":["Accept","Origin"]},"isBase64Encoded":false,"body":"{\"a\":\"ü\"}"})");
}

TEST(HttpAnswer, JoinsValuesButCookiesForAnHttpApi) {
  EXPECT_EQ(write_http_answer(GatewayFormat::http, sample()),
            R"({"statusCode":201,"headers":{"Vary":"Accept, Origin"},)"
            R"("cookies":["a=1, 2","b=2"],"isBase64Encoded":false,"body":"{\"a\":\"ü\"}"})");
}

TEST(HttpAnswer, SendsBytesAsBase64) {
  const auto answer =
      write_http_answer(GatewayFormat::rest, {.status = 200, .headers = {}, .body = "\xff\x01"});
  EXPECT_EQ(answer,
            R"({"statusCode":200,"multiValueHeaders":{},"isBase64Encoded":true,"body":"/wE="})");
}

TEST(HttpAnswer, IsNoneOverTheLimit) {
  http::Response response{.status = 200, .headers = {}, .body = std::string(kMaxAnswerBytes, 'a')};
  EXPECT_FALSE(write_http_answer(GatewayFormat::rest, response));
  // Escapes count too.
  response.body.assign(kMaxAnswerBytes / 2, '"');
  EXPECT_FALSE(write_http_answer(GatewayFormat::rest, response));
  response.body.assign(kMaxAnswerBytes - 200, 'a');
  const auto answer = write_http_answer(GatewayFormat::rest, response);
  ASSERT_TRUE(answer);
  EXPECT_LE(answer->size(), kMaxAnswerBytes);
}

}  // namespace
}  // namespace audmg::lambda
