// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/adapters/dynamodb/item.hpp"
#include "audmg/database/collection.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

// The item of a file names its collections and its position in each, so that one condition on this
// item guards both. The items of the members, which give the order, are made from it.

namespace audmg::database::dynamodb {

/// A file's place in one of its collections.
struct Membership {
  CollectionId collection;
  std::string position;
};

/// Reads the attribute `collections` of a file's item. Errors: corrupt.
[[nodiscard]] Result<std::vector<Membership>> read_memberships(const Item& file_item);
[[nodiscard]] std::string write_memberships(std::span<const Membership> memberships);

/// Returns the position in the collection; "" when the file is not in it.
[[nodiscard]] std::string position_in(std::span<const Membership> memberships,
                                      const CollectionId& collection);

/// Returns the item, which has nothing but its key.
[[nodiscard]] Item member_item(const UserId& owner, const FileId& file,
                               const Membership& membership);
/// Returns the sort key behind which the members after this position are.
[[nodiscard]] std::string after_position(std::string_view position);
/// Reads an item of member_item(). Errors: corrupt.
[[nodiscard]] Result<CollectionMember> read_member(const Item& item);

}  // namespace audmg::database::dynamodb
