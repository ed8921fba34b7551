// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/server/exchange.hpp"

namespace audmg::server {

/// Finds the request's function, authorizes, reads the body, calls the function where its route
/// says and sends the answer: the whole control plane of one request. False: the connection is of
/// no use any more.
[[nodiscard]] Task<bool> serve_function(Exchange& exchange);

}  // namespace audmg::server
