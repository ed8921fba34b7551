// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/error.hpp"

#include <string_view>

struct sqlite3;

namespace audmg::sqlite {

/// Translates an SQLite result code, plain or extended. The only place that decides this.
[[nodiscard]] ErrorCode translate_code(int result_code) noexcept;

/// Reach of a failure.
enum class Severity {
  statement,  ///< this statement only; the transaction can go on
  passing,    ///< the transaction, which is undone; a later one may succeed
  shortage,   ///< out of memory: `passing`, but `lasting` when the commit failed
  lasting,    ///< the contents of the file are in doubt; do not write before it is reopened
};

[[nodiscard]] Severity severity_of(int result_code) noexcept;

/// Returns the error for `result_code`, with SQLite's own message when `connection` is given.
/// `action` names what was tried.
[[nodiscard]] Error make_error(int result_code, std::string_view action,
                               sqlite3* connection = nullptr);

}  // namespace audmg::sqlite
