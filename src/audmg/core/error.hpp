// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>
#include <string_view>

namespace audmg {

/// What went wrong, in words that fit every port and no protocol.
enum class ErrorCode {
  invalid_argument,   ///< the caller's bytes or values cannot be right
  not_found,          ///< no such thing, or not the caller's
  already_exists,     ///< a unique name is taken
  conflict,           ///< the state does not allow this now (version, lease, lock)
  too_large,          ///< over a named limit
  out_of_space,       ///< the store is full; nothing partial was kept
  unavailable,        ///< try again later; nothing was changed
  unknown_outcome,    ///< a change was asked for and may or may not have happened; read it back
  deadline_exceeded,  ///< took longer than allowed
  corrupt,            ///< stored bytes are not what was stored
  internal,           ///< a fault of ours
};

/// The snake_case word of a code, as it appears in logs.
[[nodiscard]] std::string_view to_string(ErrorCode code) noexcept;

/// An expected failure. `message` is for logs and operators; a client never sees it.
struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string message;
  /// True when the same call may succeed later without a change by the caller.
  bool retryable = false;
};

}  // namespace audmg
