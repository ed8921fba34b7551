// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/audio/packet_survey.hpp"

#include "audmg/lib/ffmpeg/packet.hpp"

#include <algorithm>

namespace audmg::media {

double PacketSurvey::bitrate() const noexcept {
  return seconds > 0 ? static_cast<double>(bytes) * 8 / seconds : 0;
}

Result<PacketSurvey> survey_packets(ffmpeg::Demuxer& demuxer) {
  PacketSurvey survey;
  ffmpeg::Packet packet;
  for (;;) {
    const auto has_packet = demuxer.read(packet);
    if (!has_packet) {
      if (has_packet.error().code != ErrorCode::invalid_argument) {
        return std::unexpected(has_packet.error());
      }
      survey.is_complete = false;
      return survey;
    }
    if (!*has_packet) return survey;
    const std::size_t size = packet.bytes().size();
    survey.seconds += demuxer.seconds(packet.duration());
    survey.bytes += size;
    survey.smallest = std::min(survey.smallest, size);
    survey.largest = std::max(survey.largest, size);
  }
}

}  // namespace audmg::media
