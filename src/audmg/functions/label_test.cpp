// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/label.hpp"

#include <gtest/gtest.h>

namespace audmg::functions {
namespace {

struct Read {
  std::string label;
  std::string code;
};

Read read(const std::optional<std::string>& typed) {
  http::Request request;
  request.headers.add("Content-Type", "application/json");
  request.body = "{}";
  const auto body = http::JsonBody::parse(request);
  http::FieldReader fields(*body);
  Read result{.label = read_label("name", typed, fields), .code = {}};
  if (const auto problem = fields.problem()) {
    EXPECT_EQ(problem->errors.size(), 1U);
    EXPECT_EQ(problem->errors.front().field, "name");
    result.code = problem->errors.front().code;
  }
  return result;
}

TEST(LabelTest, TakesANameWithoutTheBlanksAroundIt) {
  EXPECT_EQ(read(" my phone ").label, "my phone");
  EXPECT_EQ(read("\xc3\x84pfel").code, "");
  EXPECT_EQ(read(std::string(100, 'x')).code, "");
}

TEST(LabelTest, SaysWhatIsWrongWithAName) {
  EXPECT_EQ(read(std::nullopt).code, "missing");
  EXPECT_EQ(read("").code, "missing");
  EXPECT_EQ(read("   ").code, "missing");
  EXPECT_EQ(read(std::string(101, 'x')).code, "too_long");
  EXPECT_EQ(read("a\nb").code, "invalid");
  EXPECT_EQ(read("a\x7f").code, "invalid");
  EXPECT_EQ(read(std::string("a\0b", 3)).code, "invalid");
}

TEST(LabelTest, AddsNothingToAFieldThatIsBadAlready) {
  http::Request request;
  request.headers.add("Content-Type", "application/json");
  request.body = R"({"name":1})";
  const auto body = http::JsonBody::parse(request);
  http::FieldReader fields(*body);
  const auto typed = fields.optional_string("name");
  EXPECT_EQ(read_label("name", typed, fields), "");
  ASSERT_EQ(fields.problem()->errors.size(), 1U);
  EXPECT_EQ(fields.problem()->errors.front().code, "wrong_type");
}

}  // namespace
}  // namespace audmg::functions
