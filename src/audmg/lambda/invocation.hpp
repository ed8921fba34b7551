// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"

#include <expected>
#include <string>
#include <string_view>

namespace audmg::lambda {

/// One event from the Runtime API, with what came beside it.
struct Invocation {
  std::string request_id;
  /// When Lambda ends the process.
  TimePoint deadline;
  /// For AWS X-Ray; "": none came.
  std::string trace_id;
  /// JSON text.
  std::string event;
};

/// Why an invocation, or the start, failed.
struct InvocationError {
  /// One of the names below. Lambda reports any that does not look like them as Runtime.Unknown.
  std::string_view type;
  /// For logs and for whoever invoked the function; no secrets.
  std::string message;
};

inline constexpr std::string_view kBadEvent = "Function.BadEvent";
inline constexpr std::string_view kJobFailed = "Function.JobFailed";
inline constexpr std::string_view kUnauthorized = "Function.Unauthorized";
inline constexpr std::string_view kUnavailable = "Function.Unavailable";
inline constexpr std::string_view kAnswerTooLarge = "Function.AnswerTooLarge";
inline constexpr std::string_view kException = "Function.Exception";
inline constexpr std::string_view kInitFailed = "Runtime.InitFailed";
inline constexpr std::string_view kNoSuchHandler = "Runtime.NoSuchHandler";

/// What comes of an invocation: the answer as JSON text, or why there is none.
using InvocationResult = std::expected<std::string, InvocationError>;

[[nodiscard]] inline std::unexpected<InvocationError> failed(std::string_view type,
                                                             std::string message) {
  return std::unexpected(InvocationError{type, std::move(message)});
}

/// What a Lambda function is to the runtime. Called by one thread; may throw.
class Function {
 public:
  Function() = default;
  Function(const Function&) = delete;
  Function& operator=(const Function&) = delete;
  virtual ~Function() = default;

  /// May take `invocation.event` apart and wipe it.
  [[nodiscard]] virtual InvocationResult handle(Invocation& invocation) = 0;
};

}  // namespace audmg::lambda
