// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/render/render.hpp"

namespace audmg::media::sandbox {

/// The code that the sandbox runs: the decoders in `audmg-media`, hostile code in a test.
struct Decoders {
  /// Called once, in the zygote, before the walls go up. Loads everything that decoding will need,
  /// including files, and starts no threads. Errors: unavailable.
  Result<void> (*prepare)() = nullptr;
  /// Called once in each job.
  Result<MediaRecord> (*render)(const RenderTask& task, OutputFiles& outputs) = nullptr;
};

}  // namespace audmg::media::sandbox
