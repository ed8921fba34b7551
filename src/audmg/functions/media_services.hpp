// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/media_limits.hpp"
#include "audmg/media/renderer.hpp"
#include "audmg/media/rendition_plan.hpp"

#include <string>

namespace audmg::places {
class Gazetteer;
}  // namespace audmg::places

namespace audmg::functions {

/// The services that the function `media` works with.
struct MediaServices {
  media::Renderer& renderer;
  media::RenditionPlan plan;
  media::MediaLimits limits{};
  /// Holds copies of originals from stores that do not provide a descriptor.
  std::string scratch_folder = "/tmp";
  /// Names the coordinates of files; without it they have no names.
  const places::Gazetteer* gazetteer = nullptr;
};

}  // namespace audmg::functions
