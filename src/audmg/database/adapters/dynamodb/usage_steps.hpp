// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/adapters/dynamodb/table.hpp"
#include "audmg/database/adapters/dynamodb/transaction.hpp"
#include "audmg/database/usage_repository.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace audmg::database::dynamodb {

// Each user has one item that counts files, bytes and open upload sessions (docs/formats/
// dynamodb.md). It changes in the transactions that change what it counts, so it can neither count
// twice nor miss anything, however a request ends. Besides, the sweep writes the sum of what was
// there before quotas, and a restore what it restores.

/// The change of such an item by a transaction, and the limits that hold after it.
struct UsageChange {
  std::int64_t sessions = 0;
  /// Bytes of files and companions.
  std::int64_t bytes = 0;
  std::int64_t files = 0;
  /// Bytes that sessions keep free.
  std::int64_t reserved = 0;
  std::optional<std::size_t> max_sessions{};
  /// Most bytes that files and sessions may have together.
  std::optional<std::uint64_t> quota{};
};

/// Adds the step that changes the item; returns its number. The step fails if a limit would be
/// exceeded.
std::size_t change_usage(Transaction& steps, const UserId& owner, const UsageChange& change);

/// Return what the item of a user says.
[[nodiscard]] std::uint64_t open_sessions(const Item& item) noexcept;
[[nodiscard]] Usage read_usage(const Item& item) noexcept;
/// Returns a whole item, of a user without open sessions.
[[nodiscard]] Item usage_item(const UserId& owner, const Usage& usage);
/// Writes what was added up into the user's item, if that has not changed since it was `before`
/// (empty: there was none) and there still is such a user. Returns whether it did.
[[nodiscard]] Result<bool> write_count(Table& table, const UserId& owner, const Item& before,
                                       const Usage& usage);
/// Returns what the item of an upload session has reserved.
[[nodiscard]] std::uint64_t reserved_bytes(const Item& session) noexcept;

/// Returns what an upload session has reserved; nothing when there is no such session.
[[nodiscard]] Result<std::optional<std::uint64_t>> find_reservation(Table& table,
                                                                    const UserId& owner,
                                                                    const UploadId& upload);

/// Adds the step that removes an upload session, and to `usage` that its reservation ends; returns
/// the number of the step, which fails when there is no such session.
std::size_t end_upload(Transaction& steps, const UserId& owner, const UploadId& upload,
                       std::uint64_t reserved, UsageChange& usage);

[[nodiscard]] std::unexpected<Error> no_such_upload();

}  // namespace audmg::database::dynamodb
