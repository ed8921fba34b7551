// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/outbox.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace audmg::database {

/// One attempt to process a file.
struct ProcessingAttempt {
  File file;
  /// Increases with each attempt; only the newest one may finish.
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
  /// A file that has been `processing` since before this counts as stuck and is restarted too. The
  /// epoch: none does.
  TimePoint stale_before{};
  Outbox outbox{};
};

struct FinishProcessingRequest {
  UserId owner;
  FileId id;
  std::uint64_t fencing_token = 0;
  /// Either ready or failed.
  FileStatus status = FileStatus::ready;
  std::string media_record;
  std::string failure_reason;
  Outbox outbox;
};

/// Attempts to process the files of a FileRepository. Ownership is part of every call: another
/// owner's file is not found. All methods may block and are thread-safe; writes are durable when
/// they return. Errors of all methods: unavailable, out_of_space, internal.
class ProcessingRepository {
 public:
  ProcessingRepository() = default;
  ProcessingRepository(const ProcessingRepository&) = delete;
  ProcessingRepository& operator=(const ProcessingRepository&) = delete;
  virtual ~ProcessingRepository() = default;

  /// Begins an attempt to process the file, whatever its status; returns nothing when there is no
  /// such file. Earlier attempts can no longer finish.
  [[nodiscard]] virtual Result<std::optional<ProcessingAttempt>> begin_processing(
      const BeginProcessingRequest& request) = 0;
  /// Ends the attempt, once. Errors: conflict when a newer attempt has begun or this one has
  /// finished; not_found when the file is gone.
  [[nodiscard]] virtual Result<void> finish_processing(const FinishProcessingRequest& request) = 0;
  /// Sets a failed, ready or stuck file back to `processing` and sends the outbox. Record and
  /// reason stay until the attempt ends. An attempt on a stuck file that is still alive may finish
  /// until the next one begins. Of several simultaneous calls one succeeds. Errors: not_found;
  /// conflict when the file is being processed and is not stuck.
  [[nodiscard]] virtual Result<File> restart_processing(
      const RestartProcessingRequest& request) = 0;
};

}  // namespace audmg::database
