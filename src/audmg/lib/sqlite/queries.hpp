// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/sqlite/connection.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace audmg::sqlite {

/// Type that `read` (Statement -> Result<T>) makes of one row.
template <class Read>
using RowOf = typename std::invoke_result_t<Read, const Statement&>::value_type;

/// Runs a constant statement that changes rows; returns their number without cascades.
template <class... Values>
[[nodiscard]] Result<std::int64_t> change_rows(Connection& connection, std::string_view sql,
                                               const Values&... values) {
  AUDMG_TRY(const Query query, connection.query(sql));
  query->bind_all(values...);
  AUDMG_CHECK(query->run());
  return connection.changes();
}

/// Returns the only row of a constant query, or nothing.
template <class Read, class... Values>
[[nodiscard]] Result<std::optional<RowOf<Read>>> find_row(Connection& connection,
                                                          std::string_view sql, Read read,
                                                          const Values&... values) {
  AUDMG_TRY(const Query query, connection.query(sql));
  query->bind_all(values...);
  AUDMG_TRY(const bool found, query->step());
  if (!found) return std::nullopt;
  return read(*query);
}

/// Returns all rows of a constant query.
template <class Read, class... Values>
[[nodiscard]] Result<std::vector<RowOf<Read>>> list_rows(Connection& connection,
                                                         std::string_view sql, Read read,
                                                         const Values&... values) {
  AUDMG_TRY(const Query query, connection.query(sql));
  query->bind_all(values...);
  std::vector<RowOf<Read>> rows;
  for (;;) {
    AUDMG_TRY(const bool found, query->step());
    if (!found) return rows;
    auto row = read(*query);
    if (!row) return std::unexpected(std::move(row).error());
    rows.push_back(*std::move(row));
  }
}

}  // namespace audmg::sqlite
