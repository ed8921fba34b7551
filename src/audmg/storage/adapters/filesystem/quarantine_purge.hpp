// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/storage/adapters/filesystem/quarantine_day.hpp"
#include "audmg/storage/adapters/filesystem/store_folder.hpp"

#include <cstddef>
#include <string>

namespace audmg::storage::filesystem {

/// Permanently deletes objects that have been in the quarantine since before a time, and the
/// folders that this empties. Not thread-safe, but other threads may move objects in and out
/// meanwhile.
class QuarantinePurge {
 public:
  QuarantinePurge(StoreFolder& store, TimePoint time);

  /// Errors: unavailable, internal.
  [[nodiscard]] Result<void> purge(QuarantineDay day);
  /// Returns the number of objects deleted so far.
  [[nodiscard]] std::size_t count() const noexcept { return count_; }

 private:
  /// `inside` is the beginning of the keys of all objects in the folder.
  Result<bool> purge_folder(int parent, const std::string& name, const std::string& inside);
  Result<bool> purge_file(int folder, const std::string& name, const std::string& key);

  StoreFolder& store_;
  const TimePoint time_;
  const QuarantineDay today_;
  QuarantineDay day_{};
  std::size_t count_ = 0;
};

}  // namespace audmg::storage::filesystem
