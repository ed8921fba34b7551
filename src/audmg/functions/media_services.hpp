// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/media_limits.hpp"
#include "audmg/media/renderer.hpp"
#include "audmg/media/rendition_plan.hpp"

namespace audmg::functions {

/// What the function `media` works with.
struct MediaServices {
  media::Renderer& renderer;
  media::RenditionPlan plan;
  media::MediaLimits limits{};
};

}  // namespace audmg::functions
