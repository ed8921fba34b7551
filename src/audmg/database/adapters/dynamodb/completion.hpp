// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/adapters/dynamodb/transaction.hpp"
#include "audmg/database/idempotency_repository.hpp"

#include <cstddef>
#include <functional>
#include <string>

namespace audmg::database::dynamodb {

/// Adds the step that notes that a request was carried out; returns its number. Its condition fails
/// when the record is gone.
std::size_t add_completion(Transaction& transaction, const IdempotencyKey& key, int status,
                           const std::string& resource_id);

/// Commits `steps` together with a note that `completion` (or null) was carried out with `status`,
/// unless the record is gone. The steps are numbered as in `steps`.
[[nodiscard]] Result<Commit> commit_with_completion(Table& table, const Transaction& steps,
                                                    const IdempotentCompletion* completion,
                                                    int status, const std::string& resource_id);

}  // namespace audmg::database::dynamodb
