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
#include <vector>

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
  /// Sent only when the attempt begins.
  Outbox outbox{};
  /// True for an attempt that makes further renditions of a ready file: it does not begin while the
  /// file has another status, so it never takes the place of an attempt to make the file ready.
  bool only_if_ready = false;
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

struct AskRenditionRequest {
  UserId owner;
  FileId id;
  /// The rendition's name in the plan.
  std::string name;
  /// Becomes the file's `renditions_asked_at`.
  TimePoint now;
  /// A message that was sent for this name before this may be lost, so another one is sent. The
  /// epoch: none is.
  TimePoint stale_before{};
  Outbox outbox{};
};

struct AddRenditionsRequest {
  UserId owner;
  FileId id;
  std::uint64_t fencing_token = 0;
  std::string media_record;
  /// Names that cannot be made: they are no longer asked for.
  std::vector<std::string> given_up{};
  Outbox outbox{};
};

/// Puts the request into the file, for adapters; returns whether it must be stored and the outbox
/// sent.
[[nodiscard]] bool ask(File& file, const AskRenditionRequest& request);
/// Takes the names off the file's `asked_renditions`, for adapters.
void forget_renditions(File& file, const std::vector<std::string>& names);

/// Attempts to process the files of a FileRepository. Ownership is part of every call: another
/// owner's file is not found. All methods may block and are thread-safe; writes are durable when
/// they return. Errors of all methods: unavailable, out_of_space, internal.
class ProcessingRepository {
 public:
  ProcessingRepository() = default;
  ProcessingRepository(const ProcessingRepository&) = delete;
  ProcessingRepository& operator=(const ProcessingRepository&) = delete;
  virtual ~ProcessingRepository() = default;

  /// Begins an attempt to process the file, whatever its status unless the request says otherwise;
  /// returns nothing when there is no such file. Earlier attempts can no longer finish.
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

  /// Adds the name to the file's `asked_renditions` and sends the outbox. If the name is there
  /// already and its message is not stale, changes and sends nothing. Of several simultaneous
  /// calls for one name one sends. Returns the file as it is then. Errors: not_found.
  [[nodiscard]] virtual Result<File> ask_rendition(const AskRenditionRequest& request) = 0;
  /// Ends, once, an attempt that only made further renditions: replaces the record; status and
  /// reason stay as they are. Errors: as finish_processing().
  [[nodiscard]] virtual Result<void> add_renditions(const AddRenditionsRequest& request) = 0;
};

}  // namespace audmg::database
