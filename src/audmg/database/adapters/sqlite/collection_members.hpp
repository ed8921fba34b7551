// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/collection_repository.hpp"
#include "audmg/lib/sqlite/connection.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace audmg::database {

// Changes of members, in the writer's current transaction. Each returns the files concerned as they
// are after it, with their next revision, and has given the collection its next one if there are
// any. Errors: not_found when the owner has no such collection.

/// Adds files at the end, except those that are in the collection.
[[nodiscard]] Result<std::vector<File>> add_member_rows(sqlite::Connection& connection,
                                                        const UserId& owner,
                                                        const CollectionId& collection,
                                                        std::span<const FileId> files);

[[nodiscard]] Result<std::vector<File>> remove_member_rows(sqlite::Connection& connection,
                                                           const UserId& owner,
                                                           const CollectionId& collection,
                                                           std::span<const FileId> files);

/// Where the files of a request were moved to, in the transactions for it so far.
struct MovedTo {
  std::optional<std::string> last{};  ///< the position of the last file
  std::string longest{};              ///< the longest position
};

/// Moves files as MoveMembersRequest says. `moved_to` goes from one transaction to the next.
/// Errors: invalid_argument when `before` is not in the
/// collection.
[[nodiscard]] Result<std::vector<File>> move_member_rows(sqlite::Connection& connection,
                                                         const MoveMembersRequest& request,
                                                         std::span<const FileId> files,
                                                         MovedTo& moved_to);

/// Lists the first members in their order.
[[nodiscard]] Result<std::vector<CollectionMember>> list_member_rows(
    sqlite::Connection& connection, const ListMembersRequest& list);

}  // namespace audmg::database
