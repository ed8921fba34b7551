// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstdint>
#include <optional>

namespace audmg::media {

/// One frame of an MPEG audio stream, as its header describes it.
struct MpegFrame {
  /// Bytes, including the header.
  std::uint32_t length = 0;
  /// Version, layer and sample rate: the same in all frames of a stream.
  std::uint32_t stream = 0;

  [[nodiscard]] bool is_same_stream(const MpegFrame& other) const { return stream == other.stream; }
};

/// Reads the four header bytes of an MP3 (MPEG layer III) or MP2 (layer II) frame. Returns nullopt
/// for other bits, and for the free format, whose frames do not give their length.
[[nodiscard]] std::optional<MpegFrame> parse_mpeg_frame(std::uint32_t header);

/// Reads the seven header bytes of an ADTS frame (AAC): the first four and the next three.
[[nodiscard]] std::optional<MpegFrame> parse_adts_frame(std::uint32_t header, std::uint32_t rest);

}  // namespace audmg::media
