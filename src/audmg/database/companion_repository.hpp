// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/companion.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/idempotency_repository.hpp"
#include "audmg/database/outbox.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace audmg::database {

struct PutCompanionRequest {
  UserId owner;
  FileId file;
  Companion companion;
  /// If set, only the companion that has this object key is replaced.
  std::string in_place_of{};
  /// The upload session that brought the object; removed in the same transaction.
  std::optional<UploadId> upload{};
  Outbox outbox{};
  /// Noted in the same transaction, with its status and the file's id.
  std::optional<IdempotentCompletion> completion{};
  /// Most bytes that the owner's files may take (database/usage_repository.hpp); nothing: no limit.
  std::optional<std::uint64_t> quota{};
};

struct PutCompanionResult {
  /// The file with its companions.
  File file;
  /// The companion whose place was taken; its object has a tombstone.
  std::optional<Companion> former{};
};

/// The companions of the files of a FileRepository, which returns them with each file and removes
/// them with it. May block; thread-safe; writes are durable when they return.
class CompanionRepository {
 public:
  CompanionRepository() = default;
  CompanionRepository(const CompanionRepository&) = delete;
  CompanionRepository& operator=(const CompanionRepository&) = delete;
  virtual ~CompanionRepository() = default;

  /// Gives the file a companion, which takes the place of the one of the same kind, and sends the
  /// outbox. Errors: not_found when the owner has no such file, or `upload` is set and there is no
  /// such session; conflict when `in_place_of` is set and is not the one to replace; already_exists
  /// when another file or companion names the object; too_large when it needs more than its session
  /// has reserved and the quota does not have it; unavailable, unknown_outcome, out_of_space,
  /// internal.
  [[nodiscard]] virtual Result<PutCompanionResult> put_companion(
      const PutCompanionRequest& request) = 0;
};

}  // namespace audmg::database
