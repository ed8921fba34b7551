// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/cors.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

namespace audmg::server {
namespace {

std::optional<std::string_view> allowed_origin(std::span<const std::string> origins,
                                               const http::Request& request) {
  if (origins.empty()) return std::nullopt;
  const auto origin = request.headers.find("Origin");
  if (!origin || std::ranges::find(origins, *origin) == origins.end()) return std::nullopt;
  return origin;
}

}  // namespace

void append_cors_fields(std::string& head, std::span<const std::string> origins,
                        const http::Request& request) {
  if (origins.empty()) return;
  // Caches must keep the answers for different origins apart, also the ones without our consent.
  head.append("Vary: Origin\r\n");
  const auto origin = allowed_origin(origins, request);
  if (!origin) return;
  head.append("Access-Control-Allow-Origin: ").append(*origin).append("\r\n");
  head.append(
      "Access-Control-Expose-Headers: ETag, Location, Retry-After, X-Request-Id, "
      "Idempotent-Replayed, Content-Range, Accept-Ranges\r\n");
}

http::Response options_response(std::span<const std::string> origins, const http::Request& request,
                                std::string allow) {
  http::Response response;
  response.status = 204;
  if (allowed_origin(origins, request) && request.headers.find("Access-Control-Request-Method")) {
    response.headers.add("Access-Control-Allow-Methods", allow);
    response.headers.add("Access-Control-Allow-Headers",
                         "Authorization, Content-Type, Idempotency-Key, If-None-Match, "
                         "Last-Event-ID, Range, X-Amz-Checksum-Sha256");
    response.headers.add("Access-Control-Max-Age", "600");
  }
  response.headers.add("Allow", std::move(allow));
  return response;
}

}  // namespace audmg::server
