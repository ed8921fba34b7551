// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/sqlite/repositories.hpp"

namespace audmg::database {

Result<void> delete_in_pieces(GroupCommitWriter& writer, std::string_view sql, TimePoint now) {
  for (;;) {
    AUDMG_TRY(const std::int64_t removed, writer.write([&](sqlite::Connection& connection) {
      return change_rows(connection, sql, milliseconds(now));
    }));
    if (removed == 0) return {};
  }
}

}  // namespace audmg::database
