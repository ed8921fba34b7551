// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/error.hpp"
#include "audmg/core/shortage.hpp"
#include "audmg/http/response.hpp"
#include "audmg/telemetry/logger.hpp"

#include <string_view>

namespace audmg::functions {

/// Logs what an operator should know of: faults and a lack of means, not a client's mistakes.
void log_failure(telemetry::Logger& logger, std::string_view function, std::string_view request_id,
                 const Error& error) noexcept;

/// Logs the error and makes the client's answer of it.
[[nodiscard]] http::Response answer_failure(telemetry::Logger& logger, std::string_view function,
                                            std::string_view request_id, const Error& error);

/// The last resort: calls `work`; an exception becomes a logged error.
template <class Work>
[[nodiscard]] http::Response guarded(telemetry::Logger& logger, std::string_view function,
                                     std::string_view request_id, Work work);

// --- inline ---

template <class Work>
http::Response guarded(telemetry::Logger& logger, std::string_view function,
                       std::string_view request_id, Work work) {
  try {
    return work();
  } catch (...) {
    return answer_failure(logger, function, request_id, current_exception_error());
  }
}

}  // namespace audmg::functions
