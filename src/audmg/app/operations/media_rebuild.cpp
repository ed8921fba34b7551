// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/operations/media_rebuild.hpp"

#include "audmg/media/rendition_plan.hpp"
#include "audmg/telemetry/logger.hpp"

namespace audmg::app {
MediaRebuild::MediaRebuild(const functions::RebuildServices& services,
                           const media::RenditionPlan* plan, telemetry::Logger& logger)
    : services_(services), plan_(plan), logger_(logger) {}

Result<functions::RebuildReport> MediaRebuild::rebuild_page(
    const functions::RebuildRequest& request) {
  if (plan_ == nullptr) {
    return fail(ErrorCode::unavailable, "files are not processed in this deployment");
  }
  AUDMG_TRY(auto report, functions::rebuild_page(request, *plan_, services_));
  if (report.sent > 0 && !request.dry_run) {
    logger_.log(telemetry::Level::info, "media_rebuild",
                {{"files", static_cast<std::int64_t>(report.files)},
                 {"sent", static_cast<std::int64_t>(report.sent)}});
  }
  return report;
}

}  // namespace audmg::app
