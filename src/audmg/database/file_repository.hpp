// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/idempotency_repository.hpp"
#include "audmg/database/outbox.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::database {

struct ListAllFilesRequest {
  /// Files after this owner and id; empty: from the start.
  UserId after_owner;
  FileId after_id;
  std::size_t limit = 1000;
};

struct AddFileRequest {
  File file;
  /// The upload session that this file completes; removed in the same transaction.
  std::optional<UploadId> upload;
  /// Sent only for a file that is added, not for a duplicate.
  Outbox outbox{};
  /// Noted in the same transaction, if the outcome is added or duplicate.
  std::optional<IdempotentCompletion> completion{};
  /// Most bytes that the owner's files may take (database/usage_repository.hpp); nothing: no limit.
  std::optional<std::uint64_t> quota{};
};

enum class AddFileOutcome { added, duplicate, in_trash, over_quota };

struct AddFileResult {
  AddFileOutcome outcome = AddFileOutcome::added;
  /// The stored file: the new one, or the owner's earlier one with the same sha256. With the
  /// outcome over_quota: the one that was not stored.
  File file;
};

struct ListFilesRequest {
  UserId owner;
  std::optional<FileKind> kind;
  /// Files older than this one; empty: from the newest.
  FileId before;
  std::size_t limit = 50;
};

/// Names a file of any owner.
struct FileKey {
  UserId owner;
  FileId id;

  auto operator<=>(const FileKey&) const = default;
};

/// A row that look_up_files() found.
struct FoundFile {
  FileKey key;
  /// Nothing: the row is there, but cannot be read.
  std::optional<File> file;
};

/// The rows of files. Ownership is part of every query: another owner's file is not found. All
/// methods may block and are thread-safe; writes are durable when they return. Errors of all
/// methods: unavailable, out_of_space, internal.
class FileRepository {
 public:
  FileRepository() = default;
  FileRepository(const FileRepository&) = delete;
  FileRepository& operator=(const FileRepository&) = delete;
  virtual ~FileRepository() = default;

  /// Adds the row, and removes the upload session, in one transaction. When the owner already has a
  /// file with this sha256, the outcome is duplicate: the session is removed all the same, and
  /// nothing else changes. When that file has a time at which it came into the trash, the outcome
  /// is in_trash and nothing changes at all: such a file may be deleted at any moment. A new file
  /// takes the bytes that its session has reserved; if it needs more and the quota does not have
  /// them, the outcome is over_quota and nothing changes at all. Errors:
  /// not_found when `upload` is set and there is no such session (a second complete), or when the
  /// owner is gone; already_exists when another file has the id or the object key; invalid_argument
  /// when sha256 is malformed, or is "" and the database is one for stores that compute all digests
  /// (SQLite). Precondition: the file has no companions.
  [[nodiscard]] virtual Result<AddFileResult> add_file(const AddFileRequest& request) = 0;
  [[nodiscard]] virtual Result<std::optional<File>> find_file(const UserId& owner,
                                                              const FileId& id) = 0;
  [[nodiscard]] virtual Result<std::optional<File>> find_file_by_sha256(
      const UserId& owner, std::string_view sha256) = 0;
  /// Finds several, in no particular order; digests that the owner does not have, and those that
  /// are malformed, are left out. Precondition: the digests differ.
  [[nodiscard]] virtual Result<std::vector<File>> find_files_by_sha256(
      const UserId& owner, std::span<const std::string> digests) = 0;
  /// Finds the file that names the object as its own or as a companion's.
  [[nodiscard]] virtual Result<std::optional<File>> find_file_by_object_key(
      const UserId& owner, std::string_view object_key) = 0;
  /// Finds several files, in no particular order; those that the owner does not have are left out.
  /// Precondition: the ids differ.
  [[nodiscard]] virtual Result<std::vector<File>> find_files(const UserId& owner,
                                                             std::span<const FileId> ids) = 0;
  /// Finds files of any owners, in no particular order; absent ones are left out. Used by the
  /// sweep, with a hundred or more keys at a time. Rows that cannot be read are among the result,
  /// and are reported (database/unreadable_rows.hpp). Precondition: the keys differ.
  [[nodiscard]] virtual Result<std::vector<FoundFile>> look_up_files(
      std::span<const FileKey> keys) = 0;
  /// Lists files that are not in the trash, newest first. The cost does not grow with the number of
  /// files.
  [[nodiscard]] virtual Result<std::vector<File>> list_files(const ListFilesRequest& request) = 0;
  /// Removes the row, with its companions, and returns it, so that the caller can delete the
  /// objects; returns nothing when there is no such file. The outbox is sent only when there was
  /// one; the file's events are deleted, except those in the outbox.
  [[nodiscard]] virtual Result<std::optional<File>> delete_file(const UserId& owner,
                                                                const FileId& id,
                                                                const Outbox& outbox) = 0;
  /// Lists files of all owners, by owner and id, those in the trash too. Used by walks over the
  /// whole library: rebuilding renditions, finding stuck files. Passes over rows that cannot be
  /// read, and reports them (database/unreadable_rows.hpp).
  [[nodiscard]] virtual Result<std::vector<File>> list_all_files(
      const ListAllFilesRequest& request) = 0;
  /// Returns, for each of these object keys, whether a file or a companion names it. Used by the
  /// sweep of orphans.
  [[nodiscard]] virtual Result<std::vector<bool>> has_object_keys(
      std::span<const std::string> object_keys) = 0;
};

}  // namespace audmg::database
