// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/operations/local_media_rebuild.hpp"

namespace audmg::app {
namespace {

class LocalMediaRebuild final : public MediaRebuild {
 public:
  LocalMediaRebuild(database::FileRepository& files, database::ProcessingRepository& processing,
                    const media::RenditionPlan* plan, const Clock& clock, telemetry::Logger& logger)
      : files_(files), processing_(processing), plan_(plan), clock_(clock), logger_(logger) {}

  Result<functions::RebuildReport> rebuild_page(const functions::RebuildRequest& request) override {
    if (plan_ == nullptr) {
      return fail(ErrorCode::unavailable, "files are not processed in this deployment");
    }
    AUDMG_TRY(auto report, functions::rebuild_page(request, *plan_, files_, processing_, clock_));
    if (report.sent > 0 && !request.dry_run) {
      logger_.log(telemetry::Level::info, "media_rebuild",
                  {{"files", static_cast<std::int64_t>(report.files)},
                   {"sent", static_cast<std::int64_t>(report.sent)}});
    }
    return report;
  }

 private:
  database::FileRepository& files_;
  database::ProcessingRepository& processing_;
  const media::RenditionPlan* plan_;
  const Clock& clock_;
  telemetry::Logger& logger_;
};

}  // namespace

std::unique_ptr<MediaRebuild> make_local_media_rebuild(database::FileRepository& files,
                                                       database::ProcessingRepository& processing,
                                                       const media::RenditionPlan* plan,
                                                       const Clock& clock,
                                                       telemetry::Logger& logger) {
  return std::make_unique<LocalMediaRebuild>(files, processing, plan, clock, logger);
}

}  // namespace audmg::app
