// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace audmg::database {

/// Says that an object is to be gone: its file was deleted, or names another object now. Written in
/// the transaction that does so; stands until the object is deleted.
struct Tombstone {
  std::string object_key;
  UserId owner;
  /// The file that was deleted with its object; empty when the file lives on with another object,
  /// or when an upload session named the object.
  FileId file;
};

/// Objects that are deleted on purpose, as opposed to objects that no row happens to name.
/// All methods may block and are thread-safe; writes are durable when they return.
/// Errors of all: unavailable, out_of_space, internal.
class TombstoneRepository {
 public:
  TombstoneRepository() = default;
  TombstoneRepository(const TombstoneRepository&) = delete;
  TombstoneRepository& operator=(const TombstoneRepository&) = delete;
  virtual ~TombstoneRepository() = default;

  /// At most `limit`, in no order.
  [[nodiscard]] virtual Result<std::vector<Tombstone>> list_tombstones(std::size_t limit) = 0;
  /// Which of these object keys have one.
  [[nodiscard]] virtual Result<std::vector<bool>> has_tombstones(
      std::span<const std::string> object_keys) = 0;
  /// After the objects are deleted. Absent ones are success.
  [[nodiscard]] virtual Result<void> remove_tombstones(
      std::span<const std::string> object_keys) = 0;
};

}  // namespace audmg::database
