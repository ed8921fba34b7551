// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/adapters/dynamodb/item.hpp"
#include "audmg/database/adapters/dynamodb/outbox.hpp"
#include "audmg/database/adapters/dynamodb/table.hpp"
#include "audmg/database/adapters/dynamodb/transaction.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/file_change_repository.hpp"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

// Changes of many files by their owner, in as few transactions as possible.

namespace audmg::database::dynamodb {

/// Returns the condition that the file is as it was read from `item`, as far as its owner changes
/// it, and sets the values that it refers to.
[[nodiscard]] std::string_view same_revision(const Item& item, Item& values);

/// Adds the steps that store what the owner changed about the file that was read from `item`: the
/// name, the edits, the trash and the collections (write_memberships()). `file` has the next
/// revision. They fail when another change of the owner came first.
void store_owner_change(const Item& item, const File& file, std::string_view memberships,
                        Transaction& steps);

/// The part of one file in a change of several.
struct FileShare {
  /// The file as it is after the change.
  File file;
  Transaction steps{};
  /// About the size of the items that the steps write.
  std::size_t bytes = 0;
};

/// The outcome of commit_some().
struct SomeCommitted {
  /// The number of shares that were tried: the first ones, at least one.
  std::size_t count = 0;
  /// False when others changed the same items, or when a file has vanished.
  bool done = false;
};

/// Commits as many of the shares as fit into one transaction, with the outbox that announces them
/// and the steps `also`; sends the messages. Precondition: there are shares. Errors: those of
/// Transaction::commit().
[[nodiscard]] Result<SomeCommitted> commit_some(Table& table, OutboxRelay& relay,
                                                const UserId& owner,
                                                std::span<const FileShare> shares,
                                                const AnnounceFiles& announce,
                                                const Transaction& also = {});

/// Returns the items of the owner's files, in the order of the ids; those that the owner does not
/// have are left out. Errors: those of Table::get_many().
[[nodiscard]] Result<std::vector<Item>> find_file_items(Table& table, const UserId& owner,
                                                        std::span<const FileId> ids);

}  // namespace audmg::database::dynamodb
