// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/dispatch/admission.hpp"

#include "audmg/functions/client_subject.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/identity/rate_limiter.hpp"

#include <string>
#include <string_view>

namespace audmg::dispatch {
namespace {

using functions::Route;

constexpr identity::RateLimit kLoginPerAddress{"login_address", 30, std::chrono::seconds(60)};
constexpr identity::RateLimit kSignupPerAddress{"signup_address", 10, std::chrono::seconds(3600)};
constexpr identity::RateLimit kApi{"api", 300, std::chrono::seconds(10)};

/// Probes must see the server's health, not the prober's zeal.
bool is_probe(const Route& route) {
  return route.function == "livez" || route.function == "readyz";
}

}  // namespace

functions::Outcome<void> check_rate_limit(const Route& route, const http::Request& request,
                                          const functions::AccountServices& services) {
  if (is_probe(route)) return {};
  const std::string address = functions::client_subject(request.client_address);
  auto wait = request.principal ? services.rate_limiter.take(kApi, request.principal->user.text())
                                : services.rate_limiter.take(kApi, address);
  if (!wait && route.function == "login")
    wait = services.rate_limiter.take(kLoginPerAddress, address);
  if (!wait && route.function == "signup") {
    wait = services.rate_limiter.take(kSignupPerAddress, address);
  }
  if (!wait) return {};
  return functions::refuse(functions::rate_limited(*wait));
}

}  // namespace audmg::dispatch
