// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/ffmpeg/demuxer.hpp"
#include "audmg/media/audio/packet_survey.hpp"
#include "audmg/media/render/render.hpp"

#include <optional>

namespace audmg::media {

/// Facts that a file tells before any of it is decoded.
struct AudioOutline {
  ffmpeg::StreamClaims claims{};
  /// True if every browser plays it well (browser_support.hpp), provided that the sound turns out
  /// to be as long as the header says.
  bool plays_everywhere = false;
  /// Length of the packets where they were read, else what the header says.
  std::optional<double> seconds{};
  /// The packets, where the header alone does not tell enough.
  std::optional<PacketSurvey> survey{};
};

/// Reads the header, and all packets where only they tell the length or whether browsers play the
/// file. Errors: invalid_argument, too_large (a limit), both with a message for the owner;
/// deadline_exceeded, internal.
[[nodiscard]] Result<AudioOutline> outline_audio(const RenderTask& task,
                                                 const ffmpeg::AllowedFormat& allowed);

}  // namespace audmg::media
