// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/hex.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/unreadable_rows.hpp"
#include "audmg/lib/sqlite/connection.hpp"
#include "audmg/lib/sqlite/queries.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace audmg::database {

/// Returns the first `limit` rows of a constant query that can be read, and reports the others by
/// their first column. The query ends with a LIMIT, which is the parameter after `values`. Errors:
/// those of the database.
template <class Read, class... Values>
[[nodiscard]] Result<std::vector<sqlite::RowOf<Read>>> list_readable_rows(
    sqlite::Connection& connection, const ReportUnreadableRow& report, std::size_t limit,
    std::string_view sql, Read read, const Values&... values) {
  constexpr std::int64_t kNoLimit = -1;
  AUDMG_TRY(const sqlite::Query query, connection.query(sql));
  query->bind_all(values..., kNoLimit);
  std::vector<sqlite::RowOf<Read>> rows;
  while (rows.size() < limit) {
    AUDMG_TRY(const bool found, query->step());
    if (!found) break;
    if (auto row = read(*query); row) {
      rows.push_back(*std::move(row));
    } else {
      Error error = std::move(row).error();
      error.message += " (" + to_hex(query->bytes(0)) + ")";
      report(error);
    }
  }
  return rows;
}

}  // namespace audmg::database
