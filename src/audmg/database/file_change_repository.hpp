// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/outbox.hpp"

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace audmg::database {

/// The most files that one ChangeFilesRequest takes.
inline constexpr std::size_t kMaxChangedFiles = 1000;
/// The most files that are passed to `announce` at once, so that one event can name them all.
inline constexpr std::size_t kMaxAnnouncedFiles = 500;

/// Makes the outbox of a change of these files, at most kMaxAnnouncedFiles, as they are after it.
/// Its events belong to no single file if there are several.
using AnnounceFiles = std::function<Outbox(std::span<const File>)>;

struct ChangeFilesRequest {
  UserId owner;
  /// At most kMaxChangedFiles; they differ.
  std::vector<FileId> files;
  /// Changes the name, the edits or `trashed_at` of a file and returns true, or returns false to
  /// leave it as it is. An error refuses this file only. Called again when another change of the
  /// same file got in between.
  std::function<Result<bool>(File&)> change;
  /// Called for files that were changed; committed with them.
  AnnounceFiles announce;
};

struct ChangedFile {
  FileId id;
  /// The file after the change; not_found when the owner has no such file; the error of `change`.
  Result<File> file;
};

/// Changes of files by their owner. May block; thread-safe; writes are durable when they return.
class FileChangeRepository {
 public:
  FileChangeRepository() = default;
  FileChangeRepository(const FileChangeRepository&) = delete;
  FileChangeRepository& operator=(const FileChangeRepository&) = delete;
  virtual ~FileChangeRepository() = default;

  /// Changes the files and gives each that changed the next revision. Not all of them change at one
  /// instant, but each changes together with the outbox that announces it. Returns the outcomes in
  /// the order of the request. Errors, after which some of the files may have changed: unavailable,
  /// unknown_outcome, out_of_space, internal.
  [[nodiscard]] virtual Result<std::vector<ChangedFile>> change_files(
      const ChangeFilesRequest& request) = 0;
};

}  // namespace audmg::database
