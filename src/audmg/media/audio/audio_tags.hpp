// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lib/ffmpeg/demuxer.hpp"
#include "audmg/media/facts.hpp"
#include "audmg/media/media_limits.hpp"

#include <string>
#include <string_view>

namespace audmg::media {

/// Title, artist, album, genre, track and year, from whatever tags the container has.
[[nodiscard]] AudioTags read_tags(const ffmpeg::Demuxer& demuxer, const MediaLimits& limits);

/// The text of a tag for display: valid UTF-8 without control characters or white space around it,
/// at most `max_bytes` long. What is not UTF-8 (ID3v1 and RIFF do not say) is read as Windows-1252.
[[nodiscard]] std::string clean_tag_text(std::string_view text, std::size_t max_bytes);

}  // namespace audmg::media
