// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/error.hpp"

#include <string_view>

struct sqlite3;

namespace audmg::sqlite {

/// What an SQLite result code (plain or extended) means to us. The only place that decides this.
[[nodiscard]] ErrorCode translate_code(int result_code) noexcept;

/// How far a failure reaches.
enum class Severity {
  statement,  ///< this statement only; the transaction can go on
  passing,    ///< the transaction; nothing of it is kept, and a later one may succeed
  shortage,   ///< of memory: `passing`, unless it was the commit that failed, then `lasting`
  lasting,    ///< what the file holds is in doubt; nobody should write before it is opened anew
};

[[nodiscard]] Severity severity_of(int result_code) noexcept;

/// The error behind `result_code`, with SQLite's own words when `connection` is given. `action`
/// says what was tried.
[[nodiscard]] Error make_error(int result_code, std::string_view action,
                               sqlite3* connection = nullptr);

}  // namespace audmg::sqlite
