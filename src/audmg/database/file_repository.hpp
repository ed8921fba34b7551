// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
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

enum class FileKind { image, audio };
enum class FileStatus { processing, ready, failed };

[[nodiscard]] std::string_view to_string(FileKind kind) noexcept;
[[nodiscard]] std::string_view to_string(FileStatus status) noexcept;
[[nodiscard]] std::optional<FileKind> parse_file_kind(std::string_view text) noexcept;
[[nodiscard]] std::optional<FileStatus> parse_file_status(std::string_view text) noexcept;

/// One file of one user.
struct File {
  FileId id;
  UserId owner;
  /// As the client named it, UTF-8; text only, never a path.
  std::string name;
  FileKind kind = FileKind::image;
  /// From the bytes, never from the client.
  std::string content_type;
  std::uint64_t size = 0;
  /// Lower-case hexadecimal; unique among the files of one owner.
  std::string sha256;
  FileStatus status = FileStatus::processing;
  std::string object_key;
  /// The time in `id`.
  TimePoint uploaded_at;
  /// What was found out about the bytes: media/record_json.hpp; "" until then. Text to this port.
  std::string media_record{};
  /// Why the status is `failed`, for the owner; "" otherwise.
  std::string failure_reason{};
  /// CRC-32 of the bytes; unset for files from before it was kept.
  std::optional<std::uint32_t> crc32{};
  /// When the stored bytes were last found to be the right ones, at the upload or later; the epoch:
  /// never.
  TimePoint verified_at{};
  /// What is wrong with the stored bytes, one sentence for the owner; "" while nothing is known to
  /// be. IntegrityRepository changes it.
  std::string damage{};
  /// Version of the sidecar that was written for the object (functions/sidecar.hpp); 0: none yet.
  std::uint32_t sidecar_version = 0;
  /// When the file was last put into the status `processing` or an attempt last began, whichever
  /// was later. Rows from before this was kept, and files added without it, have `uploaded_at`.
  TimePoint processing_since{};
};

/// One attempt to process a file.
struct ProcessingAttempt {
  File file;
  /// Greater with each attempt; only the newest one may finish.
  std::uint64_t fencing_token = 0;
};

struct BeginProcessingRequest {
  UserId owner;
  FileId id;
  /// Becomes the file's `processing_since`.
  TimePoint now;
  /// Sent only when there is such a file.
  Outbox outbox{};
};

struct RestartProcessingRequest {
  UserId owner;
  FileId id;
  /// Becomes the file's `processing_since`.
  TimePoint now;
  /// A file that is `processing` since before this is given up as stuck and restarted too. The
  /// epoch: none is.
  TimePoint stale_before{};
  Outbox outbox{};
};

struct FinishProcessingRequest {
  UserId owner;
  FileId id;
  std::uint64_t fencing_token = 0;
  /// ready, or failed.
  FileStatus status = FileStatus::ready;
  std::string media_record;
  std::string failure_reason;
  Outbox outbox;
};

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
  /// Only for a file that is added, not for a duplicate.
  Outbox outbox{};
  /// Noted in the same transaction, whatever the outcome is.
  std::optional<IdempotentCompletion> completion{};
};

enum class AddFileOutcome { added, duplicate };

struct AddFileResult {
  AddFileOutcome outcome = AddFileOutcome::added;
  /// The stored file: the new one, or the owner's earlier one with the same sha256.
  File file;
};

struct ListFilesRequest {
  UserId owner;
  std::optional<FileKind> kind;
  /// Files older than this one; empty: from the newest.
  FileId before;
  std::size_t limit = 50;
};

/// The files' rows. Ownership is part of every query: another owner's file is not found.
/// All methods may block and are thread-safe; writes are durable when they return.
/// Errors of all: unavailable, out_of_space, internal.
class FileRepository {
 public:
  FileRepository() = default;
  FileRepository(const FileRepository&) = delete;
  FileRepository& operator=(const FileRepository&) = delete;
  virtual ~FileRepository() = default;

  /// Adds the row, and removes the upload session, in one transaction. The same owner and sha256
  /// again: duplicate, the session is removed all the same, nothing else changes. Errors:
  /// not_found when `upload` is set and there is no such session (a second complete), or when the
  /// owner is gone; already_exists when another file has the id or the object key; invalid_argument
  /// when sha256 is not one.
  [[nodiscard]] virtual Result<AddFileResult> add_file(const AddFileRequest& request) = 0;
  [[nodiscard]] virtual Result<std::optional<File>> find_file(const UserId& owner,
                                                              const FileId& id) = 0;
  [[nodiscard]] virtual Result<std::optional<File>> find_file_by_sha256(
      const UserId& owner, std::string_view sha256) = 0;
  [[nodiscard]] virtual Result<std::optional<File>> find_file_by_object_key(
      const UserId& owner, std::string_view object_key) = 0;
  /// Newest first. Cost does not grow with the number of files.
  [[nodiscard]] virtual Result<std::vector<File>> list_files(const ListFilesRequest& request) = 0;
  /// Removes the row and gives it back, so that the caller can delete the objects; nothing when
  /// there is no such file. The outbox goes out only when there was one; the file's events go, but
  /// for those in the outbox.
  [[nodiscard]] virtual Result<std::optional<File>> delete_file(const UserId& owner,
                                                                const FileId& id,
                                                                const Outbox& outbox) = 0;
  /// Begins an attempt to process the file, whatever its status; nothing when there is no such
  /// file. Attempts begun before can no longer finish.
  [[nodiscard]] virtual Result<std::optional<ProcessingAttempt>> begin_processing(
      const BeginProcessingRequest& request) = 0;
  /// Ends the attempt, once. Errors: conflict when a newer attempt has begun or this one has
  /// finished; not_found when the file is gone.
  [[nodiscard]] virtual Result<void> finish_processing(const FinishProcessingRequest& request) = 0;
  /// Sets a failed, ready or stuck file back to `processing` and sends the outbox. Record and
  /// reason stay until the attempt ends. An attempt of a stuck file that is still alive may finish
  /// until the next one begins. Of several calls at the same time one succeeds. Errors: not_found;
  /// conflict when the file is being processed and is not stuck.
  [[nodiscard]] virtual Result<File> restart_processing(
      const RestartProcessingRequest& request) = 0;
  /// Files of all owners, by owner and id. For walks over the whole library: rebuilding renditions,
  /// finding stuck files.
  [[nodiscard]] virtual Result<std::vector<File>> list_all_files(
      const ListAllFilesRequest& request) = 0;
  /// Which of these object keys some file names. For the sweep of orphans.
  [[nodiscard]] virtual Result<std::vector<bool>> has_object_keys(
      std::span<const std::string> object_keys) = 0;
};

}  // namespace audmg::database
