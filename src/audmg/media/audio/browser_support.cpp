// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/audio/browser_support.hpp"

#include "audmg/lib/ffmpeg/byte_source.hpp"
#include "audmg/lib/ffmpeg/packet.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string_view>

namespace audmg::media {
namespace {

constexpr std::uint32_t kMaxBitrate = 330'000;  // bits per second: MP3's 320 k and its header
constexpr double kMaxLengthError = 0.05;        // seconds
constexpr std::uint32_t kMaxWebRate = 48'000;   // hertz

/// Totals over the packets of a stream.
struct Survey {
  double seconds = 0;
  std::uint64_t bytes = 0;
  std::size_t smallest = std::numeric_limits<std::size_t>::max();  // bytes of a packet
  std::size_t largest = 0;

  [[nodiscard]] double bitrate() const {
    return seconds > 0 ? static_cast<double>(bytes) * 8 / seconds : 0;
  }
  // Frames of one bitrate differ by a byte of padding where it does not divide evenly.
  [[nodiscard]] bool is_constant_bitrate() const { return largest <= smallest + 1; }
};

Result<Survey> survey_packets(const RenderTask& task, const ffmpeg::AllowedFormat& allowed) {
  ffmpeg::ByteSource source(task.input, task.size, task.deadline);
  AUDMG_TRY(ffmpeg::Demuxer demuxer, ffmpeg::Demuxer::open(source, allowed));
  Survey survey;
  ffmpeg::Packet packet;
  for (;;) {
    AUDMG_TRY(const bool has_packet, demuxer.read(packet));
    if (!has_packet) return survey;
    const std::size_t size = packet.bytes().size();
    survey.seconds += demuxer.seconds(packet.duration());
    survey.bytes += size;
    survey.smallest = std::min(survey.smallest, size);
    survey.largest = std::max(survey.largest, size);
  }
}

/// Returns whether a box `moov` precedes the first `mdat`, without fragments before it.
bool has_index_in_front(const RenderTask& task) {
  constexpr int kMaxBoxes = 16;
  std::uint64_t offset = 0;
  for (int box = 0; box < kMaxBoxes; ++box) {
    std::array<unsigned char, 16> header{};
    const auto place = static_cast<off_t>(offset);
    if (::pread(task.input, header.data(), header.size(), place) < 8) return false;
    std::uint64_t size = 0;
    for (const std::size_t i : {0, 1, 2, 3}) size = (size << 8U) | header[i];
    if (size == 1) {
      size = 0;
      for (std::size_t i = 8; i < 16; ++i) size = (size << 8U) | header[i];
    }
    const std::string_view type(reinterpret_cast<const char*>(header.data()) + 4, 4);
    if (type == "moov") return true;
    if (type == "mdat" || type == "moof" || size < 8 || size > task.size - offset) return false;
    offset += size;
  }
  return false;
}

}  // namespace

Result<bool> plays_everywhere(const RenderTask& task, const ffmpeg::AllowedFormat& allowed,
                              const ffmpeg::StreamClaims& claims) {
  const bool is_mp3 = task.content_type == "audio/mpeg" && claims.codec == "mp3";
  const bool is_m4a = task.content_type == "audio/mp4" && claims.codec == "aac" &&
                      claims.profile == "LC" && claims.sample_rate <= kMaxWebRate &&
                      has_index_in_front(task);
  if ((!is_mp3 && !is_m4a) || claims.channels > 2) return false;
  const auto survey = survey_packets(task, allowed);
  if (!survey) {
    if (survey.error().code == ErrorCode::invalid_argument) return false;
    return std::unexpected(survey.error());
  }
  if (survey->bitrate() > kMaxBitrate) return false;
  if (!claims.duration_seconds) return is_mp3 && survey->is_constant_bitrate();
  return std::abs(*claims.duration_seconds - survey->seconds) <= kMaxLengthError;
}

}  // namespace audmg::media
