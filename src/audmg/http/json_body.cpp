// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/json_body.hpp"

#include "audmg/core/text.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace audmg::http {
namespace {

constexpr std::string_view kJson = "application/json";
constexpr std::string_view kMergePatch = "application/merge-patch+json";
constexpr json::Limits kLimits{.max_bytes = kMaxJsonBodyBytes, .max_depth = 32};

/// Returns the media type of the body without its parameters; "" when none is given.
std::string_view media_type(const Request& request) {
  const auto value = request.headers.find("Content-Type");
  if (!value) return {};
  std::string_view type = value->substr(0, value->find(';'));
  while (!type.empty() && (type.back() == ' ' || type.back() == '\t')) type.remove_suffix(1);
  return type;
}

Problem not_json() {
  return Problem{.status = 415,
                 .code = "unsupported_media_type",
                 .message = "Send the body as Content-Type: application/json."};
}

Problem malformed(std::string message) {
  return Problem{.status = 400, .code = "invalid_json", .message = std::move(message)};
}

}  // namespace

std::expected<JsonBody, Problem> JsonBody::parse(const Request& request) {
  if (!equals_ignore_case(media_type(request), kJson)) return std::unexpected(not_json());
  return parse_text(request);
}

std::expected<JsonBody, Problem> JsonBody::parse_patch(const Request& request) {
  if (!equals_ignore_case(media_type(request), kMergePatch)) return parse(request);
  return parse_text(request);
}

std::expected<JsonBody, Problem> JsonBody::parse_text(const Request& request) {
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

}  // namespace audmg::http
