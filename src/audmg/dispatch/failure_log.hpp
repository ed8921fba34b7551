// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/error.hpp"
#include "audmg/dispatch/call.hpp"
#include "audmg/telemetry/logger.hpp"

#include <string_view>

namespace audmg::dispatch {

/// Logs a failure that an operator should know of: faults and shortages; clients' mistakes only at
/// debug level.
void log_failure(const Call& call, const Error& error, telemetry::Logger& logger) noexcept;
/// Logs the same where there is no call: `function` failed while it worked on `request_id`.
void log_failure(std::string_view function, std::string_view request_id, const Error& error,
                 telemetry::Logger& logger) noexcept;

}  // namespace audmg::dispatch
