// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/error.hpp"
#include "audmg/http/response.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace audmg::http {

/// An error in one field of the request.
struct FieldProblem {
  std::string field;
  std::string code;
  std::string message;
};

/// A problem document (RFC 9457), media type application/problem+json.
struct Problem {
  int status = 500;
  /// Stable snake_case word that programs may switch on.
  std::string code = {};
  /// Sentence for people: what was wrong and what to do.
  std::string message = {};
  std::vector<FieldProblem> errors = {};
  /// Sent as Retry-After when above 0 (RFC 9110 section 10.2.3).
  int retry_after_seconds = 0;
  /// Further members of the document (RFC 9457 section 3.2): names, and values as JSON.
  std::vector<std::pair<std::string, std::string>> members = {};
};

/// Returns the response: members type, title, status, code, message, requestId and, if any, errors.
[[nodiscard]] Response problem_response(const Problem& problem, std::string_view request_id);

/// Returns the status of an error that a function did not turn into a problem of its own.
[[nodiscard]] int status_for(ErrorCode code) noexcept;

/// Returns the response for such an error: its code's public text, never the error's own message.
[[nodiscard]] Response problem_response(const Error& error, std::string_view request_id);

/// Returns the reason phrase of a status; "" when unknown.
[[nodiscard]] std::string_view reason_phrase(int status) noexcept;

}  // namespace audmg::http
