// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/dispatch/admission.hpp"

#include "audmg/core/text.hpp"
#include "audmg/functions/client_subject.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/identity/rate_limiter.hpp"

#include <string>
#include <string_view>

namespace audmg::dispatch {
namespace {

using functions::Route;

constexpr identity::RateLimit kApi{"api", 300, std::chrono::seconds(10)};

/// Probes must see the server's health, not the prober's zeal.
bool is_probe(const Route& route) {
  return route.function == "livez" || route.function == "readyz";
}

/// Returns whether `word` is one of the blank-separated words.
bool has_word(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    if (take_until(words, ' ') == word) return true;
  }
  return false;
}

}  // namespace

functions::Outcome<void> check_scope(const Route& route, const http::Request& request) {
  if (!request.principal || request.principal->scopes.empty()) return {};
  const std::string_view needed = functions::to_string(route.scope);
  if (!needed.empty() && has_word(request.principal->scopes, needed)) return {};
  return functions::refuse(functions::insufficient_scope(needed));
}

functions::Outcome<void> check_rate_limit(const Route& route, const http::Request& request,
                                          const functions::AccountServices& services) {
  if (is_probe(route)) return {};
  // Two calls, because one with either subject would copy the user's id for each request.
  const auto wait =
      request.principal
          ? services.rate_limiter.take(kApi, request.principal->user.text())
          : services.rate_limiter.take(kApi, functions::client_subject(request.client_address));
  if (!wait) return {};
  return functions::refuse(functions::rate_limited(*wait));
}

}  // namespace audmg::dispatch
