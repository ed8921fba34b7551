// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/idempotency_repository.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace audmg::database {

/// One upload session: the client's announcement and the place of its parts.
struct Upload {
  UploadId id;
  UserId owner;
  std::string file_name;
  /// As announced; a hint only.
  std::string content_type;
  std::uint64_t size = 0;
  /// As announced, lower-case hexadecimal; empty when the client did not say.
  std::string sha256;
  std::string object_key;
  /// The object store's own id of the multipart upload.
  std::string multipart_upload_id;
  std::uint64_t part_size = 0;
  TimePoint created_at;
  TimePoint expires_at;
  /// The picture that the file is to be a companion of; empty for a file of its own.
  FileId companion_of{};
  /// As announced; becomes File::modified_at.
  std::optional<TimePoint> modified_at{};
  /// Bytes of the owner's quota that are kept free for the file until the session ends.
  std::uint64_t reserved = 0;
};

struct UploadLimits {
  /// Most sessions that the owner may have open, this one included.
  std::size_t max_open = 0;
  /// Most bytes that the owner's files may take (database/usage_repository.hpp); nothing: no limit.
  std::optional<std::uint64_t> quota{};
};

enum class CreateUploadOutcome {
  created,
  too_many,    ///< the owner already has as many sessions as allowed
  over_quota,  ///< Upload::reserved does not fit into the quota
};

/// Upload sessions. Ownership is part of every query. All methods may block and are thread-safe;
/// writes are durable when they return. Errors of all methods: unavailable, out_of_space, internal.
class UploadRepository {
 public:
  UploadRepository() = default;
  UploadRepository(const UploadRepository&) = delete;
  UploadRepository& operator=(const UploadRepository&) = delete;
  virtual ~UploadRepository() = default;

  /// Stores the session within the limits, reserves its bytes, and notes the `completion` unless it
  /// is null. Of simultaneous calls, as many succeed as the limits allow. Errors: not_found when
  /// the owner is gone.
  [[nodiscard]] virtual Result<CreateUploadOutcome> create_upload(
      const Upload& upload, const UploadLimits& limits, const IdempotentCompletion* completion) = 0;
  [[nodiscard]] Result<CreateUploadOutcome> create_upload(const Upload& upload,
                                                          std::size_t max_open) {
    return create_upload(upload, {.max_open = max_open}, nullptr);
  }
  [[nodiscard]] virtual Result<std::optional<Upload>> find_upload(const UserId& owner,
                                                                  const UploadId& id) = 0;
  /// Removes the session with its reservation. Returns whether there was such a session.
  [[nodiscard]] virtual Result<bool> delete_upload(const UserId& owner, const UploadId& id) = 0;
  /// Returns sessions past their end, oldest first. Used by the sweep. Passes over rows that cannot
  /// be read, and reports them (database/unreadable_rows.hpp).
  [[nodiscard]] virtual Result<std::vector<Upload>> list_expired_uploads(TimePoint now,
                                                                         std::size_t limit) = 0;
};

}  // namespace audmg::database
