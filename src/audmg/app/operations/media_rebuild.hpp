// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/jobs/rebuild.hpp"
#include "audmg/media/rendition_plan.hpp"
#include "audmg/telemetry/logger.hpp"

namespace audmg::app {

/// Has files of this process's stores brought up to date after the plan or the program has changed.
class MediaRebuild {
 public:
  /// `plan` is null when this deployment does not process files. All must outlive it.
  MediaRebuild(const functions::RebuildServices& services, const media::RenditionPlan* plan,
               telemetry::Logger& logger);

  /// Makes one pass: functions::rebuild_page() with the plan in force. May block. Errors:
  /// unavailable (also without a plan), out_of_space, internal.
  [[nodiscard]] Result<functions::RebuildReport> rebuild_page(
      const functions::RebuildRequest& request);

 private:
  const functions::RebuildServices services_;
  const media::RenditionPlan* plan_;
  telemetry::Logger& logger_;
};

}  // namespace audmg::app
