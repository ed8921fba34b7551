// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/response.hpp"
#include "audmg/server/exchange.hpp"

namespace audmg::server {

/// Finds the request's function, authorizes, reads the body and calls the function where its route
/// says: the whole control plane of one request.
[[nodiscard]] Task<http::Response> call_function(Exchange& exchange);

}  // namespace audmg::server
