// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/server/exchange.hpp"

namespace audmg::server {

/// The whole control plane of one request: finds its function, authorizes, reads the body, calls
/// the function where its route requires and sends the response. Returns false when the connection
/// is no longer usable.
[[nodiscard]] Task<bool> serve_function(Exchange& exchange);

}  // namespace audmg::server
