// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/composition/media_limits_setting.hpp"

namespace audmg::app {

media::MediaLimits media_limits(const config::Settings& settings) {
  media::MediaLimits limits;
  limits.max_audio = settings.max_audio_duration;
  limits.cpu_per_audio_hour = settings.audio_cpu_per_hour;
  return limits;
}

}  // namespace audmg::app
