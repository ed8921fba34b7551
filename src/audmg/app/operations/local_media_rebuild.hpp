// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/operations/media_rebuild.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/processing_repository.hpp"
#include "audmg/media/rendition_plan.hpp"
#include "audmg/telemetry/logger.hpp"

#include <memory>

namespace audmg::app {

/// Sends files of this process's stores back to be made by `plan`; null when this deployment
/// processes no files: each pass then is refused as unavailable. All must outlive it.
[[nodiscard]] std::unique_ptr<MediaRebuild> make_local_media_rebuild(
    database::FileRepository& files, database::ProcessingRepository& processing,
    const media::RenditionPlan* plan, const Clock& clock, telemetry::Logger& logger);

}  // namespace audmg::app
