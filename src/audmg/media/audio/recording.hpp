// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/audio/tag_values.hpp"
#include "audmg/media/record/facts.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::media {

/// Returns when the sound was recorded, in RFC 3339; "" when the file does not say. Apple's
/// creation date comes first, then a date in the tags that has a time of day, the origination of
/// Broadcast Wave, and MP4's creation time. The last two and the tags of a file with a track number
/// tell when a song was published or encoded, so they do not count there.
[[nodiscard]] std::string recorded_at(const ffmpeg::Demuxer& demuxer, const TagValues& values,
                                      std::string_view content_type);

/// Returns where the sound was recorded, as phones write it into MP4.
[[nodiscard]] std::optional<Place> recorded_in(const ffmpeg::Demuxer& demuxer,
                                               const MediaLimits& limits);

/// Reads a location in the notation of ISO 6709 annex H: "+37.7858-122.4064+012.345/". Degrees may
/// be followed by minutes and seconds ("+3747.15-12224.38/"). Returns nullopt for other texts.
[[nodiscard]] std::optional<Place> parse_iso_6709(std::string_view text);

/// Returns the chapters in order, within the limits of a record.
[[nodiscard]] std::vector<Chapter> read_chapters(const ffmpeg::Demuxer& demuxer);

}  // namespace audmg::media
