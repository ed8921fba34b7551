// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/error.hpp"

#include <cstdio>
#include <cstdlib>
#include <expected>
#include <string>
#include <utility>

namespace audmg {

/// A value or an expected failure. Programming errors are AUDMG_ASSERT, never a Result.
template <class T>
using Result = std::expected<T, Error>;

/// Shorthand for the failing branch: `return fail(ErrorCode::not_found, "no such object");`
[[nodiscard]] inline std::unexpected<Error> fail(ErrorCode code, std::string message,
                                                 bool retryable = false) {
  return std::unexpected(Error{code, std::move(message), retryable});
}

}  // namespace audmg

// Names and declarations cannot stand in parentheses.
// NOLINTBEGIN(bugprone-macro-parentheses)
#define AUDMG_CONCAT_INNER(a, b) a##b
#define AUDMG_CONCAT(a, b) AUDMG_CONCAT_INNER(a, b)

/// Declares or assigns `target` from a Result, or returns its error. Not usable in coroutines.
#define AUDMG_TRY(target, expression) \
  AUDMG_TRY_INNER(AUDMG_CONCAT(audmg_result_, __LINE__), target, expression)
#define AUDMG_TRY_INNER(result, target, expression)               \
  auto result = (expression);                                     \
  if (!result) return std::unexpected(std::move(result).error()); \
  target = std::move(result).value()
// NOLINTEND(bugprone-macro-parentheses)

/// Returns the error of a Result<void>, if any. Not usable in coroutines.
#define AUDMG_CHECK(expression)                          \
  if (auto audmg_checked = (expression); !audmg_checked) \
  return std::unexpected(std::move(audmg_checked).error())

/// Reports a broken precondition, which is a bug, and aborts, in release builds too.
#define AUDMG_ASSERT(condition)                                                           \
  do {                                                                                    \
    if (!(condition)) {                                                                   \
      std::fprintf(stderr, "audmg: assertion failed: %s (%s:%d)\n", #condition, __FILE__, \
                   __LINE__);                                                             \
      std::abort();                                                                       \
    }                                                                                     \
  } while (false)
