// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/processing_repository.hpp"
#include "audmg/functions/jobs/rebuild.hpp"
#include "audmg/media/rendition_plan.hpp"
#include "audmg/telemetry/logger.hpp"

namespace audmg::app {

/// Has renditions made again after the plan has changed, for files of this process's stores.
class MediaRebuild {
 public:
  /// `plan` is null when this deployment does not process files. All must outlive it.
  MediaRebuild(database::FileRepository& files, database::ProcessingRepository& processing,
               const media::RenditionPlan* plan, const Clock& clock, telemetry::Logger& logger);

  /// Makes one pass: functions::rebuild_page() with the plan in force. May block. Errors:
  /// unavailable (also without a plan), out_of_space, internal.
  [[nodiscard]] Result<functions::RebuildReport> rebuild_page(
      const functions::RebuildRequest& request);

 private:
  database::FileRepository& files_;
  database::ProcessingRepository& processing_;
  const media::RenditionPlan* plan_;
  const Clock& clock_;
  telemetry::Logger& logger_;
};

}  // namespace audmg::app
