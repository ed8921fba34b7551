// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/sqlite/repositories.hpp"
#include "audmg/lib/sqlite/queries.hpp"
#include "audmg/lib/sqlite/row_values.hpp"

namespace audmg::database {

Result<void> delete_in_pieces(sqlite::GroupCommitWriter& writer, std::string_view sql,
                              TimePoint now) {
  for (;;) {
    AUDMG_TRY(const std::int64_t removed, writer.write([&](sqlite::Connection& connection) {
      return sqlite::change_rows(connection, sql, sqlite::milliseconds(now));
    }));
    if (removed == 0) return {};
  }
}

}  // namespace audmg::database
