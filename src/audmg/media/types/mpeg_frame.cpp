// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/mpeg_frame.hpp"

#include <array>

namespace audmg::media {
namespace {

// kbit/s by bitrate index, ISO/IEC 11172-3 section 2.4.2.3 and 13818-3; 0 is the free format.
using Rates = std::array<std::uint16_t, 15>;
constexpr Rates kMpeg1Layer2{0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384};
constexpr Rates kMpeg1Layer3{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
constexpr Rates kMpeg2{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};
constexpr std::array<std::uint32_t, 3> kMpeg1SampleRates{44'100, 48'000, 32'000};

}  // namespace

std::optional<MpegFrame> parse_mpeg_frame(std::uint32_t header) {
  constexpr std::uint32_t kMpeg1 = 3;
  constexpr std::uint32_t kMpeg2Version = 2;
  constexpr std::uint32_t kReservedVersion = 1;
  constexpr std::uint32_t kLayer2 = 2;
  constexpr std::uint32_t kLayer3 = 1;
  if (header >> 21 != 0x7FF) return std::nullopt;  // 11 bits of sync
  const std::uint32_t version = (header >> 19) & 3;
  const std::uint32_t layer = (header >> 17) & 3;
  const std::uint32_t rate_index = (header >> 12) & 15;
  const std::uint32_t sample_rate_index = (header >> 10) & 3;
  const bool is_reserved_emphasis = (header & 3) == 2;
  if (version == kReservedVersion || (layer != kLayer2 && layer != kLayer3) || rate_index == 0 ||
      rate_index == 15 || sample_rate_index == 3 || is_reserved_emphasis) {
    return std::nullopt;
  }
  const bool is_mpeg1 = version == kMpeg1;
  const Rates& rates = !is_mpeg1 ? kMpeg2 : layer == kLayer2 ? kMpeg1Layer2 : kMpeg1Layer3;
  // MPEG 2 halves the sample rates, MPEG 2.5 halves them again.
  const std::uint32_t sample_rate =
      kMpeg1SampleRates[sample_rate_index] >> (is_mpeg1                   ? 0
                                               : version == kMpeg2Version ? 1
                                                                          : 2);
  // Bits per frame and sample: 1152 samples, 576 for layer III of MPEG 2; a slot is one byte.
  const std::uint32_t samples_by_8 = layer == kLayer3 && !is_mpeg1 ? 72 : 144;
  const std::uint32_t padding = (header >> 9) & 1;
  return MpegFrame{samples_by_8 * rates[rate_index] * 1000 / sample_rate + padding,
                   header & 0x001E'0C00};
}

std::optional<MpegFrame> parse_adts_frame(std::uint32_t header, std::uint32_t rest) {
  constexpr std::uint32_t kHighestRateIndex = 12;  // ISO/IEC 14496-3 table 1.18
  const bool is_sync = header >> 20 == 0xFFF;
  const bool is_layer_zero = ((header >> 17) & 3) == 0;
  const std::uint32_t rate_index = (header >> 10) & 15;
  if (!is_sync || !is_layer_zero || rate_index > kHighestRateIndex) return std::nullopt;
  // The 13 bits of the length span both words.
  return MpegFrame{((header & 3) << 11) | (rest >> 13), header & 0x0008'FC00};
}

}  // namespace audmg::media
