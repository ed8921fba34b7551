// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/outcome.hpp"
#include "audmg/functions/route.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/request.hpp"

namespace audmg::dispatch {

/// Refuses a request that came with an app password without the scope of the route: 403
/// insufficient_scope, before anything is looked up.
[[nodiscard]] functions::Outcome<void> check_scope(const functions::Route& route,
                                                   const http::Request& request);

/// Counts the request against the rate limit of its client address or its user in this process,
/// which keeps it from being flooded. What must be few in the whole drive, such as log-ins, the
/// functions count themselves (AttemptRepository). Never blocks. Problems: 429 rate_limited with
/// Retry-After; then the function must not be called.
[[nodiscard]] functions::Outcome<void> check_rate_limit(const functions::Route& route,
                                                        const http::Request& request,
                                                        const functions::AccountServices& services);

}  // namespace audmg::dispatch
