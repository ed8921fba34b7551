// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"

#include <expected>
#include <string>
#include <string_view>

namespace audmg::lambda {

/// One event from the Runtime API, with the data that accompanies it.
struct Invocation {
  std::string request_id;
  /// The time at which Lambda ends the process.
  TimePoint deadline;
  /// For AWS X-Ray; "" when there was none.
  std::string trace_id;
  /// JSON text.
  std::string event;
};

/// The reason why an invocation, or the start, failed.
struct InvocationError {
  /// One of the names below. Lambda reports names of any other form as Runtime.Unknown.
  std::string_view type;
  /// For logs and for the caller of the function; must not contain secrets.
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

/// The result of an invocation: the answer as JSON text, or the reason why there is none.
using InvocationResult = std::expected<std::string, InvocationError>;

[[nodiscard]] inline std::unexpected<InvocationError> failed(std::string_view type,
                                                             std::string message) {
  return std::unexpected(InvocationError{type, std::move(message)});
}

/// A Lambda function as the runtime sees it. Called by one thread; may throw.
class Function {
 public:
  Function() = default;
  Function(const Function&) = delete;
  Function& operator=(const Function&) = delete;
  virtual ~Function() = default;

  /// May dismantle and wipe `invocation.event`.
  [[nodiscard]] virtual InvocationResult handle(Invocation& invocation) = 0;
};

}  // namespace audmg::lambda
