// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/collection.hpp"
#include "audmg/database/file_change_repository.hpp"
#include "audmg/database/idempotency_repository.hpp"
#include "audmg/database/outbox.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace audmg::database {

/// The most collections that one owner may have.
inline constexpr std::size_t kMaxCollections = 10'000;

struct AddCollectionRequest {
  Collection collection;
  Outbox outbox{};
  std::optional<IdempotentCompletion> completion{};
};

struct ChangeCollectionRequest {
  UserId owner;
  CollectionId id;
  /// Changes title, description or cover and returns true, or returns false to leave it as it is;
  /// an error refuses the change. May be called again.
  std::function<Result<bool>(Collection&)> change;
  Outbox outbox{};
};

struct ListMembersRequest {
  UserId owner;
  CollectionId collection;
  /// Members behind this position; "": from the first.
  std::string after{};
  std::size_t limit = 1000;
};

struct ChangeMembersRequest {
  UserId owner;
  CollectionId collection;
  /// At most kMaxChangedFiles; they differ. Files that the owner does not have are left out.
  std::vector<FileId> files;
  /// Called for files that came in, moved or went; committed with them.
  AnnounceFiles announce;
};

struct MoveMembersRequest {
  ChangeMembersRequest members;
  /// They come before this member, in the order of the request; empty: to the end. When it is one
  /// of them, before the next member that is not.
  FileId before{};
};

struct MovedMembers {
  std::size_t count = 0;
  /// The longest of the positions that they have got; "" when none moved.
  std::string longest_position{};
};

/// Collections and the files in them. Ownership is part of every call. Members stay while their
/// file is in the trash, and go with its row. Every change of members gives the collection, and
/// each file concerned, the next revision. Changes of more than a few members do not happen at one
/// instant, but each is committed with the outbox that announces it. All methods may block and are
/// thread-safe; writes are durable when they return. Errors of all methods: not_found when the
/// owner has no such collection; unavailable, out_of_space, internal; of those that write:
/// unknown_outcome.
class CollectionRepository {
 public:
  CollectionRepository() = default;
  CollectionRepository(const CollectionRepository&) = delete;
  CollectionRepository& operator=(const CollectionRepository&) = delete;
  virtual ~CollectionRepository() = default;

  /// Errors: too_large when the owner has kMaxCollections; not_found when the owner is gone.
  [[nodiscard]] virtual Result<void> add_collection(const AddCollectionRequest& request) = 0;
  [[nodiscard]] virtual Result<std::optional<Collection>> find_collection(
      const UserId& owner, const CollectionId& id) = 0;
  /// Lists all collections of the owner, newest first.
  [[nodiscard]] virtual Result<std::vector<Collection>> list_collections(const UserId& owner) = 0;
  /// Returns the collection after the change. Errors: those of `change` too.
  [[nodiscard]] virtual Result<Collection> change_collection(
      const ChangeCollectionRequest& request) = 0;
  /// Removes the collection; no file is deleted. `announce` is called for the files that were in
  /// it. A call that was interrupted is continued by the next one.
  [[nodiscard]] virtual Result<void> delete_collection(const UserId& owner, const CollectionId& id,
                                                       const AnnounceFiles& announce,
                                                       const Outbox& outbox) = 0;

  /// Lists members in their order, those in the trash too.
  [[nodiscard]] virtual Result<std::vector<CollectionMember>> list_members(
      const ListMembersRequest& request) = 0;
  /// Lists the owner's files that are in the trash and in at least one collection, in no particular
  /// order. Costs less than reading the trash.
  [[nodiscard]] virtual Result<std::vector<FileId>> list_trashed_members(const UserId& owner) = 0;
  /// Adds files at the end, in the order of the request; those that are in it stay where they are,
  /// and those that are in kMaxCollectionsOfFile collections are left out. Returns how many came
  /// in.
  [[nodiscard]] virtual Result<std::size_t> add_members(const ChangeMembersRequest& request) = 0;
  /// Returns how many went.
  [[nodiscard]] virtual Result<std::size_t> remove_members(const ChangeMembersRequest& request) = 0;
  /// Moves members; files that are not in it are left out. Errors: invalid_argument when `before`
  /// is not in the collection.
  [[nodiscard]] virtual Result<MovedMembers> move_members(const MoveMembersRequest& request) = 0;
};

}  // namespace audmg::database
