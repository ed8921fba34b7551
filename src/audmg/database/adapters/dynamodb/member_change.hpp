// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/adapters/dynamodb/item.hpp"
#include "audmg/database/adapters/dynamodb/membership.hpp"
#include "audmg/database/adapters/dynamodb/outbox.hpp"
#include "audmg/database/adapters/dynamodb/owner_change.hpp"
#include "audmg/database/adapters/dynamodb/table.hpp"
#include "audmg/database/adapters/dynamodb/transaction.hpp"
#include "audmg/database/collection_repository.hpp"

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace audmg::database::dynamodb {

/// Makes the share of a file, read from `item`, that gets this position in the collection, or
/// leaves the collection when it is "". Errors: corrupt.
[[nodiscard]] Result<FileShare> make_member_share(const Item& item, const CollectionId& collection,
                                                  const std::string& position);

/// The outcome of commit_members().
struct MembersCommitted {
  /// The number of shares that were committed: the first ones.
  std::size_t count = 0;
  /// False when others changed the collection or one of the files, so that the rest must be planned
  /// anew.
  bool done = false;
};

/// Commits the shares one transaction after the other, each of which raises the collection's
/// revision. All changes of a collection's members go through it, so no two of them choose the same
/// positions. `head` is the collection's item as the shares were planned with it. Errors: those of
/// Transaction::commit().
[[nodiscard]] Result<MembersCommitted> commit_members(Table& table, OutboxRelay& relay,
                                                      const UserId& owner, const Item& head,
                                                      std::span<const FileShare> shares,
                                                      const AnnounceFiles& announce);

[[nodiscard]] std::unexpected<Error> no_such_collection();

/// Plans the shares of files. `items` are the items of those that the owner has and that are not
/// done yet, in the order of the request.
using PlanShares = std::function<Result<std::vector<FileShare>>(const std::vector<Item>& items)>;

/// Carries out the request; plans anew when others change the collection meanwhile. Returns how
/// many files were changed. Errors: those of CollectionRepository and of `plan`.
[[nodiscard]] Result<std::size_t> change_members(Table& table, OutboxRelay& relay,
                                                 const ChangeMembersRequest& request,
                                                 const PlanShares& plan);

/// Adds the steps that take a file, which is about to be deleted, out of these collections.
/// Errors: those of Table::get_many().
[[nodiscard]] Result<void> leave_collections(Table& table, const File& file,
                                             std::span<const Membership> memberships,
                                             Transaction& steps);

}  // namespace audmg::database::dynamodb
