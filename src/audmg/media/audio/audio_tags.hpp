// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/audio/tag_values.hpp"
#include "audmg/media/media_limits.hpp"
#include "audmg/media/record/facts.hpp"

namespace audmg::media {

/// Returns the tags as facts, within the limits of a record. Several artists that a file lists in
/// one tag are joined with ", " for display; a file that has both ARTIST and ARTISTS (as
/// MusicBrainz Picard writes them) has the display form of its own.
[[nodiscard]] AudioTags make_audio_tags(const TagValues& values, const MediaLimits& limits);

/// Returns the gain that the tags ask for. The R128 tags of Opus (RFC 7845 section 5.2.1), which
/// are relative to -23 LUFS, are raised by 5 dB to ReplayGain's -18 LUFS.
[[nodiscard]] std::optional<ReplayGain> make_replay_gain(const TagValues& values);

}  // namespace audmg::media
