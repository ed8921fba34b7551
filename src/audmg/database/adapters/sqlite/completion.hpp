// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/idempotency_repository.hpp"
#include "audmg/lib/sqlite/connection.hpp"

#include <string>

namespace audmg::database {

/// Notes in the current transaction that the request with this key was carried out. An absent
/// record stays absent.
[[nodiscard]] Result<void> note_completion(sqlite::Connection& connection,
                                           const IdempotencyKey& key, int status,
                                           const std::string& resource_id);

}  // namespace audmg::database
