// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/ffmpeg/demuxer.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>

namespace audmg::media {

/// Totals over the packets of a stream.
struct PacketSurvey {
  double seconds = 0;
  std::uint64_t bytes = 0;
  std::size_t smallest = std::numeric_limits<std::size_t>::max();  ///< bytes of a packet
  std::size_t largest = 0;                                         ///< bytes of a packet
  /// False if a damaged place ended the survey.
  bool is_complete = true;

  [[nodiscard]] double bitrate() const noexcept;
  /// Frames of one bitrate differ by a byte of padding where it does not divide evenly.
  [[nodiscard]] bool is_constant_bitrate() const noexcept { return largest <= smallest + 1; }
};

/// Reads all packets that follow without decoding any; a few seconds for a gigabyte. Errors:
/// deadline_exceeded, internal.
[[nodiscard]] Result<PacketSurvey> survey_packets(ffmpeg::Demuxer& demuxer);

}  // namespace audmg::media
