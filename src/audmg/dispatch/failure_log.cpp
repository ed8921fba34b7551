// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/dispatch/failure_log.hpp"

#include "audmg/telemetry/logger.hpp"

#include <string_view>

namespace audmg::dispatch {
namespace {

/// Nothing: not worth a record.
telemetry::Level level_of(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::internal:
    case ErrorCode::corrupt:
      return telemetry::Level::error;
    case ErrorCode::out_of_space:
    case ErrorCode::unavailable:
    case ErrorCode::unknown_outcome:
    case ErrorCode::deadline_exceeded:
      return telemetry::Level::warning;
    case ErrorCode::invalid_argument:
    case ErrorCode::not_found:
    case ErrorCode::already_exists:
    case ErrorCode::conflict:
    case ErrorCode::too_large:
      break;
  }
  return telemetry::Level::debug;
}

}  // namespace

void log_failure(const Call& call, const Error& error, telemetry::Logger& logger) noexcept {
  log_failure(call.function, call.request.request_id, error, logger);
}

void log_failure(std::string_view function, std::string_view request_id, const Error& error,
                 telemetry::Logger& logger) noexcept {
  logger.log(level_of(error.code), "request_failed",
             {{"requestId", request_id},
              {"function", function},
              {"code", to_string(error.code)},
              {"message", std::string_view(error.message)}});
}

}  // namespace audmg::dispatch
