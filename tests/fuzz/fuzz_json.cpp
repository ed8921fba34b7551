// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// What was parsed, written and parsed again must stay the same; any bytes written as a string must
// be valid JSON.
#include "audmg/core/result.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/lib/json/writer.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

using namespace audmg;

void write(json::Writer& json, const json::Value& value) {
  if (const auto* text = value.as_string()) {
    json.value(*text);
  } else if (const auto* array = value.as_array()) {
    json.begin_array();
    for (const json::Value& element : *array) write(json, element);
    json.end_array();
  } else if (const auto* object = value.as_object()) {
    json.begin_object();
    for (const json::Member& member : *object) write(json.key(member.name), member.value);
    json.end_object();
  } else if (const auto truth = value.as_bool()) {
    json.value(*truth);
  } else if (const auto whole = value.as_unsigned()) {
    json.value(*whole);
  } else if (const auto number = value.as_number()) {
    json.value(*number);
  } else {
    json.value(nullptr);
  }
}

void check_round_trip(const json::Value& value) {
  json::Writer once;
  write(once, value);
  // Escapes make a text longer, at most six times.
  constexpr json::Limits kLimits{.max_bytes = 1024 * 1024, .max_depth = 32};
  const auto again = json::parse(once.text(), kLimits);
  AUDMG_ASSERT(again.has_value());
  json::Writer twice;
  write(twice, *again);
  AUDMG_ASSERT(once.text() == twice.text());
}

void read_fields(const http::JsonBody& body) {
  http::FieldReader fields(body);
  const std::string name = fields.required_string("username");
  AUDMG_ASSERT(name.empty() || !fields.rejected("username"));
  const std::uint64_t size = fields.required_unsigned("size");
  AUDMG_ASSERT(size == 0 || !fields.rejected("size"));
  (void)fields.optional_string("sha256");
  (void)fields.optional_bool("on");
  if (const auto problem = fields.problem()) (void)http::problem_response(*problem, "r");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  http::Request request;
  request.headers.add("Content-Type", "application/json");
  request.body.assign(reinterpret_cast<const char*>(bytes), size);
  if (const auto body = http::JsonBody::parse(request)) {
    check_round_trip(body->object());
    read_fields(*body);
  } else {
    AUDMG_ASSERT(!body.error().message.empty());
    (void)http::problem_response(body.error(), "r");
  }
  std::string text;
  json::append_string(text, request.body);
  const auto string = json::parse(text, json::Limits{.max_bytes = text.size()});
  AUDMG_ASSERT(string.has_value() && string->as_string() != nullptr);
  return 0;
}
