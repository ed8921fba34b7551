// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/collection.hpp"
#include "audmg/database/file.hpp"
#include "audmg/lib/sqlite/connection.hpp"

#include <optional>

/// The columns that read_collection() reads, in its order.
#define AUDMG_COLLECTION_COLUMNS "id, owner, title, kind, description, cover, created_at, revision"

namespace audmg::database {

/// Errors: corrupt.
[[nodiscard]] Result<Collection> read_collection(const sqlite::Statement& row);

/// Reads the owner's collection on the caller's connection.
[[nodiscard]] Result<std::optional<Collection>> find_collection_row(sqlite::Connection& connection,
                                                                    const UserId& owner,
                                                                    const CollectionId& id);

// The rest runs in the writer's current transaction.

/// Gives the collection the next revision. Errors: not_found when the owner has no such collection.
[[nodiscard]] Result<void> raise_collection_revision(sqlite::Connection& connection,
                                                     const UserId& owner, const CollectionId& id);

/// Removes the file from the list of the collection's members, if it is there.
[[nodiscard]] Result<void> remove_member_row(sqlite::Connection& connection, const UserId& owner,
                                             const CollectionId& collection, const FileId& file);

/// Removes a file that is about to go from its collections.
[[nodiscard]] Result<void> leave_collections(sqlite::Connection& connection, const File& file);

}  // namespace audmg::database
