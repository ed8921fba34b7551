// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/rebuild.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/file.hpp"
#include "audmg/functions/attempt_lease.hpp"
#include "audmg/functions/events/file_events.hpp"
#include "audmg/functions/jobs/lacking_renditions.hpp"
#include "audmg/functions/media_message.hpp"
#include "audmg/functions/media_order.hpp"
#include "audmg/media/record/record_json.hpp"
#include "audmg/media/rendition_plan.hpp"

#include <optional>
#include <string>
#include <utility>

namespace audmg::functions {
namespace {

using database::File;
using database::FileStatus;

void count(const RebuildDecision& decision, RebuildReport& report) {
  ++report.sent;
  if (decision.verdict == RebuildVerdict::lacks_renditions) ++report.sent_lacking;
  if (decision.verdict == RebuildVerdict::outdated_facts) ++report.sent_outdated;
  if (decision.verdict == RebuildVerdict::never_processed) ++report.sent_never_processed;
  if (decision.verdict == RebuildVerdict::failed) ++report.sent_failed;
  if (decision.verdict == RebuildVerdict::stuck) ++report.sent_stuck;
  for (const std::string& recipe : decision.lacking) ++report.recipes[recipe];
}

/// Restarts a file that nobody can use yet. Returns whether it is now waiting to be processed;
/// false when it is gone or somebody was faster.
Result<bool> restart(const File& file, const MessageOrder& order, TimePoint now,
                     const RebuildServices& services) {
  const auto restarted =
      services.processing.restart_processing({.owner = file.owner,
                                              .id = file.id,
                                              .now = now,
                                              .stale_before = now - attempt_lease(file),
                                              .outbox = restart_outbox(file, now, order)});
  if (restarted) {
    services.event_hub.wake(file.owner);
    return true;
  }
  const ErrorCode code = restarted.error().code;
  if (code == ErrorCode::conflict || code == ErrorCode::not_found) return false;
  return std::unexpected(restarted.error());
}

/// The file stays as it is until what it lacks is made.
Result<bool> send_for_refresh(const File& file, const RebuildServices& services) {
  AUDMG_TRY([[maybe_unused]] const auto id,
            services.media_queue.send_message(
                {.body = write_media_message(
                     {.owner = file.owner, .file = file.id, .lacking_only = true}),
                 .group_id = file.owner.text(),
                 .order = rebuild_order(file)}));
  return true;
}

Result<bool> send_back(const File& file, RebuildVerdict verdict, TimePoint now,
                       const RebuildServices& services) {
  switch (verdict) {
    case RebuildVerdict::up_to_date:
    case RebuildVerdict::processing:
      return false;
    case RebuildVerdict::lacks_renditions:
    case RebuildVerdict::outdated_facts:
      return send_for_refresh(file, services);
    case RebuildVerdict::stuck:
      return restart(file, media_order(file), now, services);
    case RebuildVerdict::never_processed:
    case RebuildVerdict::failed:
      return restart(file, rebuild_order(file), now, services);
  }
  return false;
}

Result<void> rebuild_file(const File& file, const RebuildRequest& request,
                          const media::RenditionPlan& plan, const RebuildServices& services,
                          RebuildReport& report) {
  const TimePoint now = services.clock.now();
  const RebuildDecision decision = decide_rebuild(file, plan, now);
  ++report.files;
  if (decision.verdict == RebuildVerdict::up_to_date) {
    ++report.up_to_date;
    return {};
  }
  if (decision.verdict == RebuildVerdict::failed && !request.include_failed) {
    ++report.failed;
    return {};
  }
  bool sends = decision.verdict != RebuildVerdict::processing;
  if (sends && !request.dry_run) {
    AUDMG_TRY(sends, send_back(file, decision.verdict, now, services));
  }
  if (sends) {
    count(decision, report);
  } else {
    ++report.processing;
  }
  return {};
}

/// Nothing: there is room for another page.
Result<std::optional<RebuildBacklog>> find_backlog(queue::MessageQueue& media_queue) {
  AUDMG_TRY(const auto attributes, media_queue.get_queue_attributes());
  const RebuildBacklog backlog{.waiting = attributes.visible + attributes.delayed,
                               .in_work = attributes.in_flight};
  if (backlog.waiting < kRebuildWindow) return std::nullopt;
  return backlog;
}

}  // namespace

RebuildDecision decide_rebuild(const File& file, const media::RenditionPlan& plan, TimePoint now) {
  switch (file.status) {
    case FileStatus::processing:
      return {file.processing_since < now - attempt_lease(file) ? RebuildVerdict::stuck
                                                                : RebuildVerdict::processing};
    case FileStatus::failed:
      return {RebuildVerdict::failed};
    case FileStatus::ready:
      break;
  }
  const auto record = media::record_from_json(file.media_record);
  if (!record) return {RebuildVerdict::never_processed};
  const LackingRenditions lacking = lacking_renditions(*record, file, plan, file.asked_renditions);
  std::vector<std::string> recipes = lacking.recipes();
  if (!recipes.empty()) return {RebuildVerdict::lacks_renditions, std::move(recipes)};
  return {lacking.facts ? RebuildVerdict::outdated_facts : RebuildVerdict::up_to_date};
}

void add_counts(RebuildReport& sum, const RebuildReport& later) {
  sum.files += later.files;
  sum.up_to_date += later.up_to_date;
  sum.processing += later.processing;
  sum.failed += later.failed;
  sum.sent += later.sent;
  sum.sent_lacking += later.sent_lacking;
  sum.sent_outdated += later.sent_outdated;
  sum.sent_never_processed += later.sent_never_processed;
  sum.sent_failed += later.sent_failed;
  sum.sent_stuck += later.sent_stuck;
  for (const auto& [recipe, count] : later.recipes) sum.recipes[recipe] += count;
}

Result<RebuildReport> rebuild_page(const RebuildRequest& request, const media::RenditionPlan& plan,
                                   const RebuildServices& services) {
  RebuildReport report;
  if (!request.dry_run) {
    AUDMG_TRY(report.held_up, find_backlog(services.media_queue));
    report.next_before = request.before;
    if (report.held_up) return report;
  }
  AUDMG_TRY(const auto page, services.newest.list_before(request.before, kMaxFilesPerRebuild));
  for (const File& file : page) {
    AUDMG_CHECK(rebuild_file(file, request, plan, services, report));
  }
  report.next_before = page.size() == kMaxFilesPerRebuild ? page.back().id : FileId();
  return report;
}

}  // namespace audmg::functions
