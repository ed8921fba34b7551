// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/idempotency_repository.hpp"
#include "audmg/database/outbox.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::database {

/// The object of one file at the time of a check. A file that names another object meanwhile is
/// left unchanged.
struct LookedAt {
  UserId owner;
  FileId file;
  std::string object_key;
};

/// The results of checking an object. Unset members leave the row as it is.
struct ObjectFindings {
  /// When all bytes were found to be right; clears the damage.
  std::optional<TimePoint> verified_at{};
  std::optional<std::uint32_t> crc32{};
  /// Version of the sidecar that was written.
  std::optional<std::uint32_t> sidecar_version{};
  /// Sent only when the findings clear the damage.
  Outbox outbox{};
};

/// Makes a file name another object that has the same bytes.
struct ReplaceObjectRequest {
  LookedAt former;
  std::string object_key;
  std::optional<std::uint32_t> crc32{};
  std::uint32_t sidecar_version = 0;
  TimePoint now;
  /// True if the file, unless it is being processed, becomes `processing` again; the outbox has the
  /// message for that.
  bool process_again = false;
  /// The upload session that brought the bytes; removed in the same transaction.
  std::optional<UploadId> upload{};
  Outbox outbox{};
  /// Noted in the same transaction, with its duplicate_status.
  std::optional<IdempotentCompletion> completion{};
};

/// The digests of a file that was added without them.
struct LateDigests {
  LookedAt object;
  /// Lower-case hexadecimal.
  std::string sha256;
  std::uint32_t crc32 = 0;
  TimePoint verified_at;
  /// Sent only when the digests are written.
  Outbox outbox{};
};

struct ListDamagedFilesRequest {
  /// Files after this owner and id; empty: from the start.
  UserId after_owner{};
  FileId after_id{};
  std::size_t limit = 1000;
};

/// Knowledge about the stored bytes of the files. All methods may block and are thread-safe; writes
/// are durable when they return. Errors of all methods: unavailable, unknown_outcome (of writes),
/// out_of_space, internal.
class IntegrityRepository {
 public:
  IntegrityRepository() = default;
  IntegrityRepository(const IntegrityRepository&) = delete;
  IntegrityRepository& operator=(const IntegrityRepository&) = delete;
  virtual ~IntegrityRepository() = default;

  /// Writes the findings into the row; returns whether this cleared the file's damage. Returns
  /// false and changes nothing when no file names the object.
  [[nodiscard]] virtual Result<bool> note_findings(const LookedAt& object,
                                                   const ObjectFindings& findings) = 0;
  /// Marks the file as damaged; returns whether it was not marked before, and sends the outbox only
  /// then. `damage` is one sentence for the owner.
  [[nodiscard]] virtual Result<bool> note_damage(const LookedAt& object, std::string_view damage,
                                                 const Outbox& outbox) = 0;
  /// Replaces the file's object: the row names the new one and is neither damaged nor unverified,
  /// and the former object gets a tombstone. Errors: not_found (no such file, or upload session),
  /// conflict (the file names another object).
  [[nodiscard]] virtual Result<File> replace_object(const ReplaceObjectRequest& request) = 0;
  /// Writes File::digest_progress. Does nothing when no file names the object, or its sha256 is
  /// known.
  [[nodiscard]] virtual Result<void> note_digest_progress(const LookedAt& object,
                                                          std::string_view progress) = 0;
  /// Writes the digests into the row, which then lacks a right sidecar (`sidecar_version` 0), and
  /// returns the file. If another file of the owner has the same sha256, it becomes this one's
  /// `duplicate_of`; both stay. Returns nothing and changes nothing when no file names the object,
  /// or its sha256 is known.
  [[nodiscard]] virtual Result<std::optional<File>> note_digests(const LateDigests& digests) = 0;
  /// Lists damaged files by owner and id. Passes over rows that cannot be read, and reports them
  /// (database/unreadable_rows.hpp).
  [[nodiscard]] virtual Result<std::vector<File>> list_damaged_files(
      const ListDamagedFilesRequest& request) = 0;
};

}  // namespace audmg::database
