// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/media_message.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/queue/message_queue.hpp"

#include <cstddef>

namespace audmg::functions {

/// Where a walk over all files goes on; empty: at the first one, and after the last one.
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

/// One bounded pass over the files of all owners: those that are stuck get a new message. Moves
/// `position`. Does nothing where files are not processed. Any pass may be repeated, and several
/// processes may do it at the same time: a file is restarted once. Blocks. Errors: those of the
/// queue and of the file repository; files restarted before stay so.
[[nodiscard]] Result<StuckFilesReport> restart_stuck_files(queue::MessageQueue& media_queue,
                                                           StuckFilesPosition& position,
                                                           const RecordServices& services);

}  // namespace audmg::functions
