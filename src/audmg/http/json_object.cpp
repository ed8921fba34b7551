// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/json_object.hpp"

#include "audmg/core/text.hpp"

#include <algorithm>
#include <utility>

namespace audmg::http {
namespace {

constexpr json::Limits kLimits{.max_bytes = 64 * 1024, .max_depth = 32};

bool is_json(const Request& request) {
  const auto value = request.headers.find("Content-Type");
  if (!value) return false;
  std::string_view type = value->substr(0, value->find(';'));
  while (!type.empty() && (type.back() == ' ' || type.back() == '\t')) type.remove_suffix(1);
  return equals_ignore_case(type, "application/json");
}

Problem malformed(std::string message) {
  return Problem{.status = 400, .code = "invalid_json", .message = std::move(message)};
}

}  // namespace

std::expected<JsonBody, Problem> JsonBody::parse(const Request& request) {
  if (!is_json(request)) {
    return std::unexpected(Problem{.status = 415,
                                   .code = "unsupported_media_type",
                                   .message = "Send the body as Content-Type: application/json."});
  }
  if (request.body.size() > kLimits.max_bytes) {
    return std::unexpected(Problem{.status = 413,
                                   .code = "body_too_large",
                                   .message = "A JSON body may have 64 KiB at most."});
  }
  auto value = json::parse(request.body, kLimits);
  if (!value) {
    return std::unexpected(malformed("The body is not valid JSON: " + value.error().reason +
                                     ", at byte " + std::to_string(value.error().position) + "."));
  }
  if (value->as_object() == nullptr) {
    return std::unexpected(malformed("The body must be one JSON object."));
  }
  return JsonBody(std::move(*value));
}

std::expected<JsonBody, Problem> JsonBody::parse_or_empty(const Request& request) {
  if (request.body.empty()) return JsonBody(json::Value(json::Object{}));
  return parse(request);
}

const json::Value* FieldReader::find(std::string_view name, bool required) {
  const json::Value* value = object_.find(name);
  if (value != nullptr && !value->is_null()) return value;
  if (required) reject(name, "missing", "This field is required.");
  return nullptr;
}

std::optional<std::string> FieldReader::optional_string(std::string_view name) {
  const json::Value* value = find(name, false);
  if (value == nullptr) return std::nullopt;
  if (const std::string* text = value->as_string()) return *text;
  reject(name, "wrong_type", "This field must be a string.");
  return std::nullopt;
}

std::optional<std::uint64_t> FieldReader::optional_unsigned(std::string_view name) {
  const json::Value* value = find(name, false);
  if (value == nullptr) return std::nullopt;
  if (const auto number = value->as_unsigned()) return number;
  if (value->is_whole_number()) {
    reject(name, "out_of_range", "This field must be from 0 to 18446744073709551615.");
  } else {
    reject(name, "wrong_type", "This field must be a whole number.");
  }
  return std::nullopt;
}

std::optional<bool> FieldReader::optional_bool(std::string_view name) {
  const json::Value* value = find(name, false);
  if (value == nullptr) return std::nullopt;
  if (const auto truth = value->as_bool()) return truth;
  reject(name, "wrong_type", "This field must be true or false.");
  return std::nullopt;
}

std::string FieldReader::required_string(std::string_view name) {
  return find(name, true) == nullptr ? std::string() : optional_string(name).value_or("");
}

SecretText FieldReader::required_secret(std::string_view name) {
  const json::Value* value = find(name, true);
  if (value == nullptr) return {};
  if (const std::string* text = value->as_string()) return SecretText(*text);
  reject(name, "wrong_type", "This field must be a string.");
  return {};
}

std::uint64_t FieldReader::required_unsigned(std::string_view name) {
  return find(name, true) == nullptr ? 0 : optional_unsigned(name).value_or(0);
}

bool FieldReader::required_bool(std::string_view name) {
  return find(name, true) != nullptr && optional_bool(name).value_or(false);
}

void FieldReader::reject(std::string_view name, std::string_view code, std::string message) {
  errors_.push_back({std::string(name), std::string(code), std::move(message)});
}

bool FieldReader::rejected(std::string_view name) const noexcept {
  return std::ranges::find(errors_, name, &FieldProblem::field) != errors_.end();
}

std::optional<Problem> FieldReader::problem() const {
  if (errors_.empty()) return std::nullopt;
  return Problem{.status = 400,
                 .code = "validation_failed",
                 .message = "Some fields are missing or wrong; errors names each of them.",
                 .errors = errors_};
}

}  // namespace audmg::http
