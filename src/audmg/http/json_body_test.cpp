// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/json_body.hpp"

#include "audmg/http/field_reader.hpp"

#include <gtest/gtest.h>

namespace audmg::http {
namespace {

Request request_with(std::string body, std::string content_type = "application/json") {
  Request request;
  request.headers.add("content-type", std::move(content_type));
  request.body = std::move(body);
  return request;
}

TEST(JsonBody, DemandsItsContentType) {
  for (const char* type : {"application/json", "Application/JSON ; charset=utf-8"}) {
    EXPECT_TRUE(JsonBody::parse(request_with("{}", type)).has_value()) << type;
  }
  for (const char* type : {"", "text/plain", "application/jsonp", "application/json-patch+json"}) {
    const auto body = JsonBody::parse(request_with("{}", type));
    ASSERT_FALSE(body.has_value()) << type;
    EXPECT_EQ(body.error().status, 415);
    EXPECT_EQ(body.error().code, "unsupported_media_type");
  }
  Request without;
  without.body = "{}";
  EXPECT_EQ(JsonBody::parse(without).error().status, 415);
}

TEST(JsonBody, NamesThePlaceOfMalformedJson) {
  const auto body = JsonBody::parse(request_with(R"({"a":})"));
  ASSERT_FALSE(body.has_value());
  EXPECT_EQ(body.error().status, 400);
  EXPECT_EQ(body.error().code, "invalid_json");
  EXPECT_NE(body.error().message.find("byte 5"), std::string::npos) << body.error().message;
}

TEST(JsonBody, MustBeOneBoundedObject) {
  EXPECT_EQ(JsonBody::parse(request_with("[]")).error().code, "invalid_json");
  EXPECT_EQ(JsonBody::parse(request_with("")).error().code, "invalid_json");
  EXPECT_EQ(JsonBody::parse(request_with(std::string(64 * 1024 + 1, ' '))).error().status, 400);
}

TEST(JsonBody, MayBeEmptyWhereTheFunctionSaysSo) {
  const auto empty = JsonBody::parse_or_empty(Request{});
  ASSERT_TRUE(empty.has_value());
  FieldReader fields(*empty);
  EXPECT_EQ(fields.optional_string("x"), std::nullopt);
  EXPECT_FALSE(fields.problem().has_value());
  EXPECT_FALSE(JsonBody::parse_or_empty(request_with("x")).has_value());
}

}  // namespace
}  // namespace audmg::http
