// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/rebuild.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/file.hpp"
#include "audmg/functions/events/file_events.hpp"
#include "audmg/functions/jobs/lacking_renditions.hpp"
#include "audmg/functions/jobs/stuck_files.hpp"
#include "audmg/media/record/record_json.hpp"
#include "audmg/media/rendition_plan.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace audmg::functions {
namespace {

using database::File;
using database::FileStatus;

void count(const RebuildDecision& decision, RebuildReport& report) {
  ++report.sent;
  if (decision.verdict == RebuildVerdict::lacks_renditions) ++report.sent_lacking;
  if (decision.verdict == RebuildVerdict::never_processed) ++report.sent_never_processed;
  if (decision.verdict == RebuildVerdict::failed) ++report.sent_failed;
  if (decision.verdict == RebuildVerdict::stuck) ++report.sent_stuck;
  for (const std::string& recipe : decision.lacking) ++report.recipes[recipe];
}

/// Returns whether the file is now waiting to be processed; false when it is gone or somebody was
/// faster.
Result<bool> send_back(const File& file, bool lacking_only,
                       database::ProcessingRepository& processing, TimePoint now) {
  const auto restarted = processing.restart_processing(
      {.owner = file.owner,
       .id = file.id,
       .now = now,
       .stale_before = now - kAttemptLease,
       .outbox = {.messages = {processing_message({file.owner, file.id, lacking_only}, now)},
                  .events = {}}});
  if (restarted) return true;
  const ErrorCode code = restarted.error().code;
  if (code == ErrorCode::conflict || code == ErrorCode::not_found) return false;
  return std::unexpected(restarted.error());
}

Result<void> rebuild_file(const File& file, const RebuildRequest& request,
                          const media::RenditionPlan& plan,
                          database::ProcessingRepository& processing, const Clock& clock,
                          RebuildReport& report) {
  const TimePoint now = clock.now();
  const RebuildDecision decision = decide_rebuild(file, plan, now);
  ++report.files;
  switch (decision.verdict) {
    case RebuildVerdict::up_to_date:
      ++report.up_to_date;
      return {};
    case RebuildVerdict::processing:
      ++report.processing;
      return {};
    case RebuildVerdict::failed:
      if (request.include_failed) break;
      ++report.failed;
      return {};
    case RebuildVerdict::lacks_renditions:
    case RebuildVerdict::never_processed:
    case RebuildVerdict::stuck:
      break;
  }
  if (!request.dry_run) {
    const bool lacking_only = decision.verdict == RebuildVerdict::lacks_renditions;
    AUDMG_TRY(const bool sent, send_back(file, lacking_only, processing, now));
    if (!sent) {
      ++report.processing;
      return {};
    }
  }
  count(decision, report);
  return {};
}

}  // namespace

RebuildDecision decide_rebuild(const File& file, const media::RenditionPlan& plan, TimePoint now) {
  switch (file.status) {
    case FileStatus::processing:
      return {file.processing_since < now - kAttemptLease ? RebuildVerdict::stuck
                                                          : RebuildVerdict::processing};
    case FileStatus::failed:
      return {RebuildVerdict::failed};
    case FileStatus::ready:
      break;
  }
  const auto record = media::record_from_json(file.media_record);
  if (!record) return {RebuildVerdict::never_processed};
  std::vector<std::string> lacking =
      lacking_renditions(*record, file.content_type, plan, file.asked_renditions).recipes();
  if (lacking.empty()) return {RebuildVerdict::up_to_date};
  return {RebuildVerdict::lacks_renditions, std::move(lacking)};
}

void add_counts(RebuildReport& sum, const RebuildReport& later) {
  sum.files += later.files;
  sum.up_to_date += later.up_to_date;
  sum.processing += later.processing;
  sum.failed += later.failed;
  sum.sent += later.sent;
  sum.sent_lacking += later.sent_lacking;
  sum.sent_never_processed += later.sent_never_processed;
  sum.sent_failed += later.sent_failed;
  sum.sent_stuck += later.sent_stuck;
  for (const auto& [recipe, count] : later.recipes) sum.recipes[recipe] += count;
}

Result<RebuildReport> rebuild_page(const RebuildRequest& request, const media::RenditionPlan& plan,
                                   database::FileRepository& files,
                                   database::ProcessingRepository& processing, const Clock& clock) {
  AUDMG_TRY(const auto page, files.list_all_files({.after_owner = request.after_owner,
                                                   .after_id = request.after_id,
                                                   .limit = kMaxFilesPerRebuild}));
  RebuildReport report;
  for (const File& file : page) {
    AUDMG_CHECK(rebuild_file(file, request, plan, processing, clock, report));
  }
  if (page.size() == kMaxFilesPerRebuild) {
    report.next_owner = page.back().owner;
    report.next_id = page.back().id;
  }
  return report;
}

}  // namespace audmg::functions
