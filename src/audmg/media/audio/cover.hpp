// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lib/ffmpeg/demuxer.hpp"
#include "audmg/media/audio/tag_values.hpp"
#include "audmg/media/render/render.hpp"

#include <string>

namespace audmg::media {

/// Returns the picture that stands for the sound: the front cover, else the first picture in the
/// tags, else the first one of a track of pictures. Only the bytes decide what is a picture,
/// because programs write any type beside it; pictures over max_cover_bytes do not count. "" when
/// there is none.
[[nodiscard]] std::string choose_cover(const RenderTask& task, const TagValues& values,
                                       const ffmpeg::Demuxer& demuxer);

}  // namespace audmg::media
