// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/completion.hpp"

#include "audmg/database/adapters/dynamodb/keys.hpp"

namespace audmg::database::dynamodb {

std::size_t add_completion(Transaction& transaction, const IdempotencyKey& key, int status,
                           const std::string& resource_id) {
  AUDMG_ASSERT(status != 0);
  Item values;
  values.set(":status", status).set(":resource", resource_id);
  return transaction.update(idempotency_key(key),
                            "SET answered_status = :status, resource_id = :resource",
                            "attribute_exists(pk)", std::move(values));
}

Result<Commit> commit_with_completion(Table& table, const Transaction& steps,
                                      const IdempotentCompletion* completion, int status,
                                      const std::string& resource_id) {
  if (completion == nullptr) return steps.commit(table);
  Transaction noted = steps;
  const std::size_t step = add_completion(noted, completion->key, status, resource_id);
  AUDMG_TRY(Commit commit, noted.commit(table));
  // The record is gone (it expired, or its user was deleted): nobody will ask for it.
  if (commit.failed(step)) return steps.commit(table);
  return commit;
}

}  // namespace audmg::database::dynamodb
