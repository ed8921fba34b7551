// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/media_limits.hpp"
#include "audmg/media/renderer.hpp"
#include "audmg/media/rendition_plan.hpp"

#include <string>

namespace audmg::functions {

/// What the function `media` works with.
struct MediaServices {
  media::Renderer& renderer;
  media::RenditionPlan plan;
  media::MediaLimits limits{};
  /// For originals of stores that give no descriptor.
  std::string scratch_folder = "/tmp";
};

}  // namespace audmg::functions
