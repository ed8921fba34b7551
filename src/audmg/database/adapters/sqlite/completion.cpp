// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/sqlite/completion.hpp"

#include "audmg/lib/sqlite/queries.hpp"

namespace audmg::database {

Result<void> note_completion(sqlite::Connection& connection, const IdempotencyKey& key, int status,
                             const std::string& resource_id) {
  constexpr std::string_view kComplete =
      "UPDATE idempotency SET status = ?3, resource_id = ?4 WHERE scope = ?1 AND key = ?2";
  AUDMG_ASSERT(status != 0);
  AUDMG_CHECK(sqlite::change_rows(connection, kComplete, key.scope, key.key, status, resource_id));
  return {};
}

}  // namespace audmg::database
