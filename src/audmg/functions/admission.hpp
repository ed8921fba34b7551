// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/route.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/request.hpp"
#include "audmg/http/response.hpp"

#include <optional>

namespace audmg::functions {

/// Rate limits per client address and per user, by route. Never blocks. An answer (429 with
/// Retry-After) means: do not call the function.
[[nodiscard]] std::optional<http::Response> refuse_over_limit(const Route& route,
                                                              const http::Request& request,
                                                              Services& services);

}  // namespace audmg::functions
