// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Boost.JSON, another reader of the same language, must accept the same texts and find the same in
// them. What was parsed, written and parsed again must stay the same, and be found in the flat
// document, too; any bytes written as a string must be valid JSON.
#include "audmg/core/result.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/lib/json/flat_document.hpp"
#include "audmg/lib/json/writer.hpp"

#include <boost/json.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

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

void check_same(json::FlatValue flat, const json::Value& value) {
  AUDMG_ASSERT(flat.is_object() == (value.as_object() != nullptr));
  AUDMG_ASSERT(flat.as_bool() == value.as_bool());
  AUDMG_ASSERT(flat.as_unsigned() == value.as_unsigned());
  AUDMG_ASSERT(flat.as_number() == value.as_number());
  const std::string* text = value.as_string();
  AUDMG_ASSERT(text == nullptr ? !flat.as_string() : flat.as_string() == *text);
  const json::Array* array = value.as_array();
  AUDMG_ASSERT(array == nullptr ? !flat.array_size() : flat.array_size() == array->size());
  std::size_t count = 0;
  flat.for_each([&](std::string_view name, json::FlatValue inside) {
    const json::Value& same =
        array != nullptr ? (*array)[count] : value.as_object()->at(count).value;
    if (array == nullptr) {
      AUDMG_ASSERT(name == value.as_object()->at(count).name);
      AUDMG_ASSERT(&flat.find(name)->content() == &inside.content());
    }
    check_same(inside, same);
    ++count;
  });
  const json::Object* object = value.as_object();
  const std::size_t members = object != nullptr ? object->size() : 0;
  AUDMG_ASSERT(count == (array != nullptr ? array->size() : members));
}

void check_flat(std::string_view text) {
  const auto value = json::parse(text, json::Limits{});
  const auto flat = json::FlatDocument::read(text, json::Limits{});
  AUDMG_ASSERT(value.has_value() == flat.has_value());
  if (flat) check_same(flat->root(), *value);
}

/// Boost.JSON is off by a few units in the last place, and its "0e400" is zero times infinity.
bool is_near(double ours, double theirs) {
  if (std::isnan(theirs)) return ours == 0;
  return std::abs(ours - theirs) <= 1e-12 * std::abs(theirs) + 1e-300;
}

void check_against(const boost::json::value& theirs, const json::Value& ours) {
  using Kind = boost::json::kind;
  switch (theirs.kind()) {
    case Kind::null:
      AUDMG_ASSERT(ours.is_null());
      return;
    case Kind::bool_:
      AUDMG_ASSERT(ours.as_bool() == theirs.get_bool());
      return;
    case Kind::int64:
      AUDMG_ASSERT(std::get<std::int64_t>(ours.content()) == theirs.get_int64());
      return;
    case Kind::uint64:
      AUDMG_ASSERT(std::get<std::uint64_t>(ours.content()) == theirs.get_uint64());
      return;
    case Kind::double_:
      AUDMG_ASSERT(is_near(std::get<double>(ours.content()), theirs.get_double()));
      return;
    case Kind::string:
      AUDMG_ASSERT(*ours.as_string() == std::string_view(theirs.get_string()));
      return;
    case Kind::array:
      AUDMG_ASSERT(ours.as_array()->size() == theirs.get_array().size());
      for (std::size_t i = 0; i < ours.as_array()->size(); ++i) {
        check_against(theirs.get_array()[i], (*ours.as_array())[i]);
      }
      return;
    case Kind::object:
      AUDMG_ASSERT(ours.as_object()->size() == theirs.get_object().size());
      for (const json::Member& member : *ours.as_object()) {
        check_against(theirs.get_object().at(member.name), member.value);
      }
  }
}

bool is_refused_by_us_alone(const json::ParseError& error) {
  return error.reason.ends_with("appears twice") || error.reason == "a number is too large" ||
         error.reason == "the text is too long";
}

void check_by_boost(std::string_view text) {
  const auto ours = json::parse(text, json::Limits{});
  boost::json::error_code ec;
  const auto theirs = boost::json::parse(text, ec);
  // An exponent may have any length (RFC 8259 section 6).
  if (ours && ec == boost::json::error::exponent_overflow) return;
  if (ours) {
    AUDMG_ASSERT(!ec);
    check_against(theirs, *ours);
  } else {
    AUDMG_ASSERT(ec || is_refused_by_us_alone(ours.error()));
    AUDMG_ASSERT(ours.error().position <= text.size());
  }
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
  check_flat({reinterpret_cast<const char*>(bytes), size});
  check_by_boost({reinterpret_cast<const char*>(bytes), size});
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
