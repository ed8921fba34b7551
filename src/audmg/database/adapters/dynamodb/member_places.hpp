// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/adapters/dynamodb/table.hpp"
#include "audmg/database/collection_repository.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// The order of a collection's members. Errors of all functions: those of Table::query(), corrupt.

namespace audmg::database::dynamodb {

/// Members that are read at once to find a place, or to be removed.
inline constexpr std::size_t kMembersPerPage = 200;

/// A place between two neighbouring members: their positions, or "" at an end of the collection.
struct Gap {
  std::string low;
  std::string high;
};

/// Returns members behind this position, in their order; "": from the first.
[[nodiscard]] Result<std::vector<CollectionMember>> find_members(Table& table, const UserId& owner,
                                                                 const CollectionId& collection,
                                                                 std::string_view after,
                                                                 std::size_t limit);

/// Returns the place behind the last member.
[[nodiscard]] Result<Gap> find_end(Table& table, const UserId& owner,
                                   const CollectionId& collection);

/// Returns the place to which the members move. The member at its lower end may be one that moves:
/// so no position is used twice while only some have moved. Errors: invalid_argument when `before`
/// is not in the collection.
[[nodiscard]] Result<Gap> find_destination(Table& table, const MoveMembersRequest& request);

}  // namespace audmg::database::dynamodb
