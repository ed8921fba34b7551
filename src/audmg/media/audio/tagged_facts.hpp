// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/ffmpeg/demuxer.hpp"
#include "audmg/media/record/facts.hpp"
#include "audmg/media/render/render.hpp"

#include <string>

namespace audmg::media {

/// Adds everything that the tags and the container of a sound file say to `facts`, and returns its
/// cover, "" when it has none. Must be called before packets are read: later links of a chained
/// Ogg file would speak for the first. Errors: deadline_exceeded.
[[nodiscard]] Result<std::string> add_tagged_facts(const RenderTask& task,
                                                   const ffmpeg::Demuxer& demuxer,
                                                   AudioFacts& facts);

}  // namespace audmg::media
