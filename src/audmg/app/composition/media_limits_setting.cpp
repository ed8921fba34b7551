// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/composition/media_limits_setting.hpp"

#include <cstdint>

namespace audmg::app {

media::MediaLimits media_limits(const config::Settings& settings) {
  constexpr std::uint64_t kMega = 1'000'000;
  media::MediaLimits limits;
  limits.max_pixels = settings.max_image_megapixels * kMega;
  limits.max_jpeg_pixels = settings.max_jpeg_megapixels * kMega;
  limits.max_heif_pixels = settings.max_heif_megapixels * kMega;
  limits.max_side = settings.max_image_side;
  limits.max_cpu = settings.max_image_time;
  limits.max_wall = 2 * settings.max_image_time;
  limits.max_memory_bytes = settings.max_decoder_memory;
  limits.max_output_bytes = settings.max_renditions_size;
  limits.max_audio = settings.max_audio_duration;
  limits.cpu_per_audio_hour = settings.audio_cpu_per_hour;
  return limits;
}

}  // namespace audmg::app
