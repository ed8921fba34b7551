// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/http/headers.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace audmg::http {

enum class Method { get, head, post, put, patch, delete_, options };

/// Returns GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS.
[[nodiscard]] std::string_view to_string(Method method) noexcept;
/// Parses a method's name in capitals (RFC 9110 section 9.1); returns nothing for any other text.
[[nodiscard]] std::optional<Method> parse_method(std::string_view text) noexcept;

/// The user who sent the request, as established by the authorizer.
struct Principal {
  UserId user;
  /// Empty if the request came with an app password.
  SessionId session{};
  std::string username;
  TimePoint token_expires_at;
  /// The uses that the app password is good for, words between blanks; empty for a log-in.
  std::string scopes{};
};

/// A list of decoded name=value pairs; the first pair of a name wins.
class Parameters {
 public:
  void add(std::string name, std::string value);
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const noexcept;
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& all() const noexcept {
    return values_;
  }

 private:
  std::vector<std::pair<std::string, std::string>> values_;
};

/// One request as a function sees it: parsed, bounded, independent of any transport. Both runtimes
/// make it.
struct Request {
  Method method = Method::get;
  /// The path with percent-encoding removed, beginning with "/".
  std::string path;
  /// The path and query as they were sent, which a signature covers.
  std::string target;
  /// Values of the {names} in the route's path.
  Parameters path_parameters;
  Parameters query;
  Headers headers;
  /// The whole body; empty for functions that stream it.
  std::string body;
  std::string request_id;
  /// The client's address as text, without port; behind a trusted proxy, the address that it names.
  std::string client_address;
  std::optional<Principal> principal;
};

}  // namespace audmg::http
