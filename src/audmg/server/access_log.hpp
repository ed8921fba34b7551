// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/server/exchange.hpp"

namespace audmg::server {

/// One log record and the metrics of a request that is over. Never holds a query string or a token.
void record_exchange(const Exchange& exchange, SteadyTime ended_at) noexcept;

}  // namespace audmg::server
