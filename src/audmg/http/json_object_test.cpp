// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/json_object.hpp"

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
  EXPECT_EQ(JsonBody::parse(request_with(std::string(64 * 1024 + 1, ' '))).error().status, 413);
}

TEST(JsonBody, MayBeEmptyWhereTheFunctionSaysSo) {
  const auto empty = JsonBody::parse_or_empty(Request{});
  ASSERT_TRUE(empty.has_value());
  FieldReader fields(*empty);
  EXPECT_EQ(fields.optional_string("x"), std::nullopt);
  EXPECT_FALSE(fields.problem().has_value());
  EXPECT_FALSE(JsonBody::parse_or_empty(request_with("x")).has_value());
}

TEST(FieldReader, ReadsFieldsOfTheRightType) {
  const auto body =
      JsonBody::parse(request_with(R"({"name":"a\u0000b","size":5,"on":false,"extra":[1]})"));
  ASSERT_TRUE(body.has_value());
  FieldReader fields(*body);
  EXPECT_EQ(fields.required_string("name"), std::string("a\0b", 3));
  EXPECT_EQ(fields.required_unsigned("size"), 5U);
  EXPECT_FALSE(fields.required_bool("on"));
  EXPECT_EQ(fields.optional_unsigned("size"), 5U);
  EXPECT_EQ(fields.optional_string("other"), std::nullopt);
  EXPECT_FALSE(fields.problem().has_value());
}

TEST(FieldReader, NamesEveryWrongField) {
  const auto body = JsonBody::parse(request_with(
      R"({"a":1,"b":null,"c":"1","d":-1,"e":1.0,"f":99999999999999999999,"g":0,"h":{}})"));
  ASSERT_TRUE(body.has_value());
  FieldReader fields(*body);
  EXPECT_EQ(fields.required_string("a"), "");
  EXPECT_EQ(fields.required_string("b"), "");
  EXPECT_EQ(fields.required_unsigned("c"), 0U);
  EXPECT_EQ(fields.required_unsigned("d"), 0U);
  EXPECT_EQ(fields.optional_unsigned("e"), std::nullopt);
  EXPECT_EQ(fields.optional_unsigned("f"), std::nullopt);
  EXPECT_EQ(fields.optional_bool("g"), std::nullopt);
  EXPECT_EQ(fields.optional_string("h"), std::nullopt);
  EXPECT_FALSE(fields.required_bool("i"));
  fields.reject("password", "too_short", "Use 8 characters or more.");
  EXPECT_TRUE(fields.rejected("a"));
  EXPECT_FALSE(fields.rejected("j"));

  const auto problem = fields.problem();
  ASSERT_TRUE(problem.has_value());
  EXPECT_EQ(problem->status, 400);
  EXPECT_EQ(problem->code, "validation_failed");
  std::string found;
  for (const FieldProblem& error : problem->errors) found += error.field + ":" + error.code + " ";
  EXPECT_EQ(found,
            "a:wrong_type b:missing c:wrong_type d:out_of_range e:wrong_type f:out_of_range "
            "g:wrong_type h:wrong_type i:missing password:too_short ");
}

}  // namespace
}  // namespace audmg::http
