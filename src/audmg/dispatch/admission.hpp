// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/outcome.hpp"
#include "audmg/functions/route.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/request.hpp"

namespace audmg::dispatch {

/// Counts the request against the rate limits of its client address or its user, by route. Never
/// blocks. Problems: 429 rate_limited with Retry-After; then the function must not be called.
[[nodiscard]] functions::Outcome<void> check_rate_limit(const functions::Route& route,
                                                        const http::Request& request,
                                                        const functions::AccountServices& services);

}  // namespace audmg::dispatch
