// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lib/ffmpeg/demuxer.hpp"
#include "audmg/media/media_limits.hpp"
#include "audmg/media/record/facts.hpp"

#include <string>
#include <string_view>

namespace audmg::media {

/// Reads title, artist, album, genre, track and year from any tags that the container has.
[[nodiscard]] AudioTags read_tags(const ffmpeg::Demuxer& demuxer, const MediaLimits& limits);

/// Returns the text of a tag for display: valid UTF-8 without control characters or surrounding
/// white space, at most `max_bytes` long. Text that is not UTF-8 (ID3v1 and RIFF do not name their
/// encoding) is read as Windows-1252.
[[nodiscard]] std::string clean_tag_text(std::string_view text, std::size_t max_bytes);

}  // namespace audmg::media
