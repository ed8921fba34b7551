// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/processing_repository.hpp"
#include "audmg/media/facts.hpp"
#include "audmg/media/rendition_plan.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::functions {

/// How one file stands to the rendition plan in force.
enum class RebuildVerdict {
  up_to_date,
  lacks_renditions,  ///< the plan has recipes that its renditions were not made by
  never_processed,   ///< ready, but nothing was found out about it yet
  failed,
  processing,  ///< will be made by the plan in force anyway
  stuck,       ///< processing for longer than kAttemptLease (media_message.hpp)
};

struct RebuildDecision {
  RebuildVerdict verdict = RebuildVerdict::up_to_date;
  /// The recipe_id()s, of lacks_renditions only.
  std::vector<std::string> lacking{};
};

/// A record that cannot be read counts as none.
[[nodiscard]] RebuildDecision decide_rebuild(const database::File& file,
                                             const media::RenditionPlan& plan, TimePoint now);

/// Most files that rebuild_page() looks at.
inline constexpr std::size_t kMaxFilesPerRebuild = 200;

struct RebuildRequest {
  /// Files after this owner and id; empty: from the start.
  UserId after_owner{};
  FileId after_id{};
  /// Failed files too.
  bool include_failed = false;
  /// Only counts.
  bool dry_run = false;
};

/// What one pass did, or would do.
struct RebuildReport {
  std::uint64_t files = 0;
  std::uint64_t up_to_date = 0;
  std::uint64_t processing = 0;
  /// Failed files that were left alone.
  std::uint64_t failed = 0;
  /// Sent back to be processed, and why: the four below add up to it.
  std::uint64_t sent = 0;
  std::uint64_t sent_lacking = 0;
  std::uint64_t sent_never_processed = 0;
  std::uint64_t sent_failed = 0;
  std::uint64_t sent_stuck = 0;
  /// Recipes that files lack, and how many files.
  std::map<std::string, std::uint64_t> recipes{};
  /// Where the next pass begins; empty when all files were seen.
  UserId next_owner{};
  FileId next_id{};
};

/// Adds the counts of a later pass.
void add_counts(RebuildReport& sum, const RebuildReport& later);

/// Looks at the next kMaxFilesPerRebuild files of all users and sends back to be processed those
/// that lack renditions, which are then made and the others kept, were never processed, or are
/// stuck. Any pass may be repeated: what was sent is `processing`. Errors: unavailable,
/// out_of_space, internal; files sent before stay sent.
[[nodiscard]] Result<RebuildReport> rebuild_page(const RebuildRequest& request,
                                                 const media::RenditionPlan& plan,
                                                 database::FileRepository& files,
                                                 database::ProcessingRepository& processing,
                                                 const Clock& clock);

}  // namespace audmg::functions
