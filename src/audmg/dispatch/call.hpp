// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/route.hpp"
#include "audmg/http/request.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace audmg::dispatch {

/// One request while the drive works on it: what its runtime has read, and what the dispatcher
/// has found out about it.
struct Call {
  http::Request request;
  /// The caller as a gateway's authorizer knows it, which may be some minutes old.
  std::optional<http::Principal> vouched_for{};

  /// Null: none was found.
  const functions::Route* route = nullptr;
  /// The name for logs and metrics: the route's, or the runtime's own; "" when nothing was found.
  std::string_view function{};
  /// The user that a signed URL was made for.
  std::string bound_user{};
  /// Whether the caller is known and within the rate limits.
  bool admitted = false;
  /// Refused before the function ran, by a rate limit or for want of a worker.
  bool throttled = false;

  /// Whether the body has to be wiped once the call is over.
  [[nodiscard]] bool carries_password() const noexcept {
    return route != nullptr && route->executor == functions::Executor::passwords;
  }
};

}  // namespace audmg::dispatch
