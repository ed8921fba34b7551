// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/route.hpp"
#include "audmg/http/request.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace audmg::dispatch {

/// One request while the drive works on it: the data read by the runtime, and the findings of the
/// dispatcher.
struct Call {
  http::Request request;
  /// The caller as a gateway's authorizer knows it, which may be some minutes old.
  std::optional<http::Principal> vouched_for{};

  /// Null when no function was found.
  const functions::Route* route = nullptr;
  /// The name for logs and metrics: the route's, or the runtime's own; "" when no function was
  /// found.
  std::string_view function{};
  /// The user that a signed URL was made for.
  std::string bound_user{};
  /// True if the caller is known and within the rate limits.
  bool admitted = false;
  /// Refused before the function ran, by a rate limit or because no worker was free.
  bool throttled = false;

  /// Returns whether the body has to be wiped once the call is over.
  [[nodiscard]] bool carries_password() const noexcept {
    return route != nullptr && route->executor == functions::Executor::passwords;
  }
};

}  // namespace audmg::dispatch
