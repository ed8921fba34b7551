// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/field_reader.hpp"

#include <gtest/gtest.h>

#include <expected>
#include <string>
#include <utility>

namespace audmg::http {
namespace {

std::expected<JsonBody, Problem> parse_body(std::string json) {
  Request request;
  request.headers.add("content-type", "application/json");
  request.body = std::move(json);
  return JsonBody::parse(request);
}

TEST(FieldReader, ReadsFieldsOfTheRightType) {
  const auto body = parse_body(R"({"name":"a\u0000b","size":5,"on":false,"extra":[1]})");
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
  const auto body = parse_body(
      R"({"a":1,"b":null,"c":"1","d":-1,"e":1.0,"f":99999999999999999999,"g":0,"h":{}})");
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
