// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/media/record/facts.hpp"
#include "audmg/media/render/render.hpp"

namespace audmg::media {

/// Copies the video of a motion photo into its rendition and adds that to the record; does nothing
/// when the file has none or the plan does not want it. The video is not decoded. Errors:
/// out_of_space, internal.
[[nodiscard]] Result<void> copy_motion(const RenderTask& task, OutputFiles& outputs,
                                       MediaRecord& record);

}  // namespace audmg::media
