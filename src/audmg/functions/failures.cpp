// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/failures.hpp"

#include "audmg/http/problem.hpp"

namespace audmg::functions {
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

void log_failure(telemetry::Logger& logger, std::string_view function, std::string_view request_id,
                 const Error& error) noexcept {
  logger.log(level_of(error.code), "request_failed",
             {{"requestId", request_id},
              {"function", function},
              {"code", to_string(error.code)},
              {"message", std::string_view(error.message)}});
}

http::Response answer_failure(telemetry::Logger& logger, std::string_view function,
                              std::string_view request_id, const Error& error) {
  log_failure(logger, function, request_id, error);
  return http::problem_response(error, request_id);
}

}  // namespace audmg::functions
