// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/usage_repository.hpp"
#include "audmg/lib/sqlite/connection.hpp"

#include <cstdint>
#include <optional>

namespace audmg::database {

// Those that write run in the writer's current transaction.

/// Returns the user's usage, that of the user's open upload sessions included.
[[nodiscard]] Result<Usage> read_usage(sqlite::Connection& connection, const UserId& owner);

/// Returns whether `more` bytes fit into the quota.
[[nodiscard]] Result<bool> has_room(sqlite::Connection& connection, const UserId& owner,
                                    std::uint64_t more, const std::optional<std::uint64_t>& quota);

/// Adds to what the user's files take; negative numbers subtract.
[[nodiscard]] Result<void> change_usage(sqlite::Connection& connection, const UserId& owner,
                                        std::int64_t bytes, std::int64_t files);

/// Returns what an upload session has reserved. Errors: not_found.
[[nodiscard]] Result<std::uint64_t> read_reservation(sqlite::Connection& connection,
                                                     const UserId& owner, const UploadId& upload);

}  // namespace audmg::database
