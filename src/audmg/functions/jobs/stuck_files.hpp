// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/attempt_lease.hpp"
#include "audmg/functions/media_message.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/queue/message_queue.hpp"

#include <cstddef>

namespace audmg::functions {

/// The place where a walk over all files continues. Empty: before the first file, and after the
/// last one.
struct StuckFilesPosition {
  UserId after_owner{};
  FileId after_id{};

  [[nodiscard]] bool empty() const noexcept { return after_owner.empty(); }
};

struct StuckFilesReport {
  std::size_t files_seen = 0;
  std::size_t restarted = 0;
  /// Older than kAttemptLease, but their messages may still wait in the queue.
  std::size_t waiting = 0;
};

/// Makes one bounded pass over the files of all owners and sends a new message for those that are
/// stuck, and for those that still wait for their digests (late_digests.hpp). Moves `position`.
/// Does nothing where files are not processed. Passes may be repeated, and several processes may
/// make them at the same time: each file is restarted once. Blocks. Errors: those of the queue and
/// of the file repository; files restarted before an error stay restarted.
[[nodiscard]] Result<StuckFilesReport> restart_stuck_files(queue::MessageQueue& media_queue,
                                                           StuckFilesPosition& position,
                                                           const EventServices& services);

}  // namespace audmg::functions
