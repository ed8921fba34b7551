// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/render/render.hpp"

namespace audmg::media::sandbox {

/// What the sandbox runs: the decoders in `audmg-media`, something evil in a test.
struct Decoders {
  /// Called once, in the zygote, before the walls go up: loads everything that decoding will need,
  /// from files too, and starts no thread. Errors: unavailable.
  Result<void> (*prepare)() = nullptr;
  /// Called once in each job.
  Result<MediaRecord> (*render)(const RenderTask& task, OutputFiles& outputs) = nullptr;
};

}  // namespace audmg::media::sandbox
