// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"

#include <atomic>
#include <cstddef>
#include <functional>
#include <mutex>
#include <shared_mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>

namespace audmg::database {
class FileRepository;
class TrashRepository;
}  // namespace audmg::database

namespace audmg::functions {

/// The objects of all files in the trash: originals, companions, renditions. A drive that serves
/// its objects itself asks it before every answer, because a link that was given out before does
/// not know of the trash. Covers nothing before load(), which only such a drive calls. Takes about
/// 100 bytes of memory for each of them. Thread-safe.
class TrashedObjects {
 public:
  /// Notes the files that are in the trash when the process starts. Errors: those of the
  /// repository. May block.
  [[nodiscard]] Result<void> load(database::TrashRepository& trash);

  /// Call it after each change that puts files of an owner into the trash, takes them out or
  /// deletes them: reads the rows again and notes what they say. So it does not matter in which
  /// order two changes of one file come here. When the rows cannot be read, relies on `changed`,
  /// which are the files after the change. Does nothing before load(). May block.
  void follow(const UserId& owner, std::span<const database::File> changed,
              database::FileRepository& files);

  /// Call it instead when it is not known which files were changed.
  void doubt() noexcept { is_doubted_ = true; }
  /// Reads the whole trash again if there is a doubt, or if load() failed. Errors: those of the
  /// repository; the doubt stays then. May block.
  [[nodiscard]] Result<void> clear_doubt(database::TrashRepository& trash);

  /// Returns whether the object belongs to a file in the trash. Never blocks for long.
  [[nodiscard]] bool covers(std::string_view object_key) const;

 private:
  struct Hash {
    using is_transparent = void;
    [[nodiscard]] std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>{}(text);
    }
  };

  using Ids = std::unordered_set<std::string, Hash, std::equal_to<>>;

  [[nodiscard]] Result<void> read_again(database::TrashRepository& trash);
  void note(const database::File& file);
  void forget(const database::File& file);

  std::atomic<bool> loaded_ = false;
  std::atomic<bool> is_doubted_ = false;
  /// Held while rows are read and noted.
  std::mutex reading_;
  mutable std::shared_mutex mutex_;
  /// Ids: the last part of each original's key, and those of the files, which are in the keys of
  /// their renditions.
  Ids ids_;
};

}  // namespace audmg::functions
