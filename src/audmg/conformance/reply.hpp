// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lib/curl/http_client.hpp"
#include "audmg/lib/json/document.hpp"

#include <string>
#include <string_view>

namespace audmg::conformance {

/// Reply of the drive, or of the store behind its signed URLs.
struct Reply {
  curl::ClientAnswer http;
  /// The body, if it is JSON; null otherwise.
  json::Value json{};

  [[nodiscard]] int status() const noexcept { return http.status; }
  [[nodiscard]] const std::string& body() const noexcept { return http.body; }
  /// Returns the first field of that lower-case name; "" when there is none.
  [[nodiscard]] std::string_view field(std::string_view name) const noexcept {
    return http.field(name);
  }
  /// Returns a text of the JSON body; "" when there is none.
  [[nodiscard]] std::string text(std::string_view member) const;
  /// Returns the items of an array of the JSON body; none when there is no such array.
  [[nodiscard]] json::Array items(std::string_view member) const;
};

/// Returns a reply whose JSON has been read.
[[nodiscard]] Reply read_reply(curl::ClientAnswer answer);

/// Returns whether API Gateway gave the reply itself, without a function. Its problems have no
/// media type and no header fields of their own.
[[nodiscard]] bool is_of_gateway(const Reply& reply) noexcept;

/// Describes a reply in a line, without any value that may be secret: "201 {message, userId}", "404
/// not_found", "206 with 100 bytes".
[[nodiscard]] std::string summary_of(const Reply& reply);

}  // namespace audmg::conformance
