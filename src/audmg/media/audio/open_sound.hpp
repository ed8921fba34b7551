// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/ffmpeg/byte_source.hpp"
#include "audmg/lib/ffmpeg/demuxer.hpp"
#include "audmg/media/render/render.hpp"

namespace audmg::media {

/// Opens the task's file in its one allowed container. `source` must be of the same file. Errors:
/// invalid_argument, too_large (a limit), both with a message for the owner; deadline_exceeded,
/// internal.
[[nodiscard]] Result<ffmpeg::Demuxer> open_sound(ffmpeg::ByteSource& source, const RenderTask& task,
                                                 const ffmpeg::AllowedFormat& allowed);

}  // namespace audmg::media
