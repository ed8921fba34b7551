// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/sqlite/repositories.hpp"

namespace audmg::database {
namespace {

template <class Value>
Result<void> delete_all(GroupCommitWriter& writer, std::string_view sql, const Value& before) {
  for (;;) {
    AUDMG_TRY(const std::int64_t removed, writer.write([&](sqlite::Connection& connection) {
      return change_rows(connection, sql, before);
    }));
    if (removed == 0) return {};
  }
}

}  // namespace

Result<void> delete_in_pieces(GroupCommitWriter& writer, std::string_view sql, TimePoint now) {
  return delete_all(writer, sql, milliseconds(now));
}

Result<void> delete_in_pieces(GroupCommitWriter& writer, std::string_view sql,
                              const IdBytes& before) {
  return delete_all(writer, sql, before);
}

}  // namespace audmg::database
