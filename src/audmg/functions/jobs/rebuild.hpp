// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/processing_repository.hpp"
#include "audmg/functions/attempt_lease.hpp"
#include "audmg/functions/jobs/newest_files.hpp"
#include "audmg/media/record/facts.hpp"
#include "audmg/media/rendition_plan.hpp"
#include "audmg/notification/event_hub.hpp"
#include "audmg/queue/message_queue.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::functions {

/// The state of one file relative to the rendition plan in force and to the present code.
enum class RebuildVerdict {
  up_to_date,
  lacks_renditions,  ///< the plan has recipes that none of its renditions was made by
  outdated_facts,    ///< it has all renditions, but an earlier version read its facts
  never_processed,   ///< ready, but its media record is missing or unreadable
  failed,
  processing,  ///< will be processed with the plan in force anyway
  stuck,       ///< processing for longer than kAttemptLease (media_message.hpp)
};

struct RebuildDecision {
  RebuildVerdict verdict = RebuildVerdict::up_to_date;
  /// The missing recipes' recipe_id()s; set for lacks_renditions only.
  std::vector<std::string> lacking{};
};

/// Compares a file with the plan in force. A media record that cannot be read counts as missing.
[[nodiscard]] RebuildDecision decide_rebuild(const database::File& file,
                                             const media::RenditionPlan& plan, TimePoint now);

/// Most files that rebuild_page() looks at in one call.
inline constexpr std::size_t kMaxFilesPerRebuild = 200;

/// A rebuild sends no messages while this many wait in the queue, so that it never floods it.
inline constexpr std::uint64_t kRebuildWindow = 1000;

struct RebuildRequest {
  /// Look at the files older than this one; empty: from the newest.
  FileId before{};
  /// Also process failed files again.
  bool include_failed = false;
  /// Only count, change nothing.
  bool dry_run = false;
};

/// The messages of the media queue that are not done yet.
struct RebuildBacklog {
  std::uint64_t waiting = 0;
  /// Files that are being worked on at this moment.
  std::uint64_t in_work = 0;
};

/// The counts of one pass, or of a dry run.
struct RebuildReport {
  std::uint64_t files = 0;
  std::uint64_t up_to_date = 0;
  std::uint64_t processing = 0;
  /// Failed files that were left alone.
  std::uint64_t failed = 0;
  /// Files sent back to be processed; the five reasons below add up to it.
  std::uint64_t sent = 0;
  std::uint64_t sent_lacking = 0;
  std::uint64_t sent_outdated = 0;
  std::uint64_t sent_never_processed = 0;
  std::uint64_t sent_failed = 0;
  std::uint64_t sent_stuck = 0;
  /// The number of files that lack each recipe.
  std::map<std::string, std::uint64_t> recipes{};
  /// Where the next pass begins; empty once all files were seen, and while the first pass is held
  /// up.
  FileId next_before{};
  /// Set if nothing was done, because kRebuildWindow messages wait already: make the same pass
  /// later.
  std::optional<RebuildBacklog> held_up{};
};

/// Adds the counts of a later pass to `sum`.
void add_counts(RebuildReport& sum, const RebuildReport& later);

struct RebuildServices {
  NewestFiles& newest;
  database::ProcessingRepository& processing;
  queue::MessageQueue& media_queue;
  notification::EventHub& event_hub;
  const Clock& clock;
};

/// Looks at the next kMaxFilesPerRebuild files of all users, newest first, and sends back to be
/// processed, behind all new files, those that lack renditions or have outdated facts (only what is
/// missing is made, and the file stays `ready` meanwhile), were never processed, or are stuck.
/// Passes may be repeated: files that are done are up to date, and a second message for one that
/// waits still finds nothing to do. Errors: unavailable, out_of_space, internal; files sent back
/// before an error stay so.
[[nodiscard]] Result<RebuildReport> rebuild_page(const RebuildRequest& request,
                                                 const media::RenditionPlan& plan,
                                                 const RebuildServices& services);

}  // namespace audmg::functions
