// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/problem.hpp"
#include "audmg/http/request.hpp"
#include "audmg/lib/json/document.hpp"

#include <cstddef>
#include <expected>
#include <string_view>
#include <utility>

namespace audmg::http {

/// Largest body of a request that is JSON.
inline constexpr std::size_t kMaxJsonBodyBytes = std::size_t{64} * 1024;

/// A request body that is one JSON object.
class JsonBody {
 public:
  /// Problems: 415 unsupported_media_type unless Content-Type is application/json (parameters are
  /// ignored), 400 invalid_json with the position, also for a value that is not an object and for
  /// more than kMaxJsonBodyBytes, which dispatch refuses before.
  [[nodiscard]] static std::expected<JsonBody, Problem> parse(const Request& request);

  /// As parse(), but also takes a JSON merge patch (RFC 7396, application/merge-patch+json).
  [[nodiscard]] static std::expected<JsonBody, Problem> parse_patch(const Request& request);

  /// As parse(), but an empty body means {} and needs no Content-Type.
  [[nodiscard]] static std::expected<JsonBody, Problem> parse_or_empty(const Request& request);

  [[nodiscard]] const json::Value& object() const noexcept { return object_; }
  /// Returns whether the member is there and null, which in a merge patch means: remove.
  [[nodiscard]] bool has_null(std::string_view name) const noexcept {
    const json::Value* const member = object_.find(name);
    return member != nullptr && member->is_null();
  }

 private:
  [[nodiscard]] static std::expected<JsonBody, Problem> parse_text(const Request& request);

  explicit JsonBody(json::Value object) : object_(std::move(object)) {}
  json::Value object_;
};

}  // namespace audmg::http
