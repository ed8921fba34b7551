// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/cors.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

namespace audmg::http {
namespace {

std::optional<std::string_view> allowed_origin(std::span<const std::string> origins,
                                               const Request& request) {
  if (origins.empty()) return std::nullopt;
  const auto origin = request.headers.find("Origin");
  if (!origin || std::ranges::find(origins, *origin) == origins.end()) return std::nullopt;
  return origin;
}

}  // namespace

std::vector<std::pair<std::string_view, std::string_view>> cors_fields(
    std::span<const std::string> origins, const Request& request) {
  std::vector<std::pair<std::string_view, std::string_view>> fields;
  if (origins.empty()) return fields;
  // Caches must keep the answers for different origins apart, also the ones without our consent.
  fields.emplace_back("Vary", "Origin");
  const auto origin = allowed_origin(origins, request);
  if (!origin) return fields;
  fields.emplace_back("Access-Control-Allow-Origin", *origin);
  fields.emplace_back("Access-Control-Expose-Headers",
                      "ETag, Location, Retry-After, X-Request-Id, Idempotent-Replayed, "
                      "Content-Range, Accept-Ranges");
  return fields;
}

Response options_response(std::span<const std::string> origins, const Request& request,
                          std::string allow) {
  Response response;
  response.status = 204;
  if (allowed_origin(origins, request) && request.headers.find("Access-Control-Request-Method")) {
    response.headers.add("Access-Control-Allow-Methods", allow);
    response.headers.add("Access-Control-Allow-Headers",
                         "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, "
                         "Last-Event-ID, Range, X-Amz-Checksum-Sha256");
    response.headers.add("Access-Control-Max-Age", "600");
  }
  response.headers.add("Allow", std::move(allow));
  return response;
}

}  // namespace audmg::http
