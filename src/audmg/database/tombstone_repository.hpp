// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace audmg::database {

/// Marks an object for deletion: its file was deleted, or names another object now. Written in that
/// same transaction; stands until the object is deleted.
struct Tombstone {
  std::string object_key;
  UserId owner;
  /// The file that was deleted with its object; empty when the file lives on with another object,
  /// or when an upload session named the object.
  FileId file;
};

/// Marks everything for deletion that the object store has under the prefixes of a deleted user.
/// Written in the transaction that deletes the user.
struct OwnerTombstone {
  UserId owner;
  /// The epoch until the objects were deleted for the first time. What a request that was under way
  /// added after that is deleted at this time.
  TimePoint due_at;
};

/// Objects that are deleted on purpose, as opposed to objects that no row happens to name. All
/// methods may block and are thread-safe; writes are durable when they return. Errors of all
/// methods: unavailable, out_of_space, internal.
class TombstoneRepository {
 public:
  TombstoneRepository() = default;
  TombstoneRepository(const TombstoneRepository&) = delete;
  TombstoneRepository& operator=(const TombstoneRepository&) = delete;
  virtual ~TombstoneRepository() = default;

  /// Returns at most `limit` tombstones, in no particular order. Passes over rows that cannot be
  /// read, and reports them (database/unreadable_rows.hpp).
  [[nodiscard]] virtual Result<std::vector<Tombstone>> list_tombstones(std::size_t limit) = 0;
  /// Returns, for each of these object keys, whether it has a tombstone.
  [[nodiscard]] virtual Result<std::vector<bool>> has_tombstones(
      std::span<const std::string> object_keys) = 0;
  /// Call it after the objects are deleted. Absent tombstones are success.
  [[nodiscard]] virtual Result<void> remove_tombstones(
      std::span<const std::string> object_keys) = 0;

  /// Returns at most `limit` tombstones of owners that are due by `now`.
  [[nodiscard]] virtual Result<std::vector<OwnerTombstone>> list_owner_tombstones(
      TimePoint now, std::size_t limit) = 0;
  /// Returns, for each of these users, whether there is a tombstone, due or not.
  [[nodiscard]] virtual Result<std::vector<bool>> has_owner_tombstones(
      std::span<const UserId> owners) = 0;
  /// Makes a tombstone due at that time. An absent one stays so.
  [[nodiscard]] virtual Result<void> postpone_owner_tombstone(const UserId& owner,
                                                              TimePoint due_at) = 0;
  /// Call it after the objects are deleted. An absent tombstone is success.
  [[nodiscard]] virtual Result<void> remove_owner_tombstone(const UserId& owner) = 0;
};

}  // namespace audmg::database
