// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>
#include <string_view>

namespace audmg {

/// Kind of a failure, in terms that fit every port and belong to no protocol.
enum class ErrorCode {
  invalid_argument,   ///< the caller's bytes or values are wrong
  not_found,          ///< does not exist, or does not belong to the caller
  already_exists,     ///< a unique name is taken
  conflict,           ///< the current state forbids this (version, lease, lock)
  too_large,          ///< exceeds a named limit
  out_of_space,       ///< the store is full; nothing partial was kept
  unavailable,        ///< try again later; nothing was changed
  unknown_outcome,    ///< the requested change may or may not have happened; read the state back
  deadline_exceeded,  ///< took longer than allowed
  corrupt,            ///< stored bytes differ from those that were written
  internal,           ///< a fault of this program
};

/// Returns the snake_case word of a code, as it appears in logs.
[[nodiscard]] std::string_view to_string(ErrorCode code) noexcept;

/// An expected failure. `message` is for logs and operators; a client never sees it.
struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string message;
  /// True when the same call may succeed later without a change by the caller.
  bool retryable = false;
};

}  // namespace audmg
