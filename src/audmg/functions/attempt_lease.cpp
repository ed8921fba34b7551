// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/attempt_lease.hpp"

#include "audmg/media/media_limits.hpp"
#include "audmg/media/record/record_json.hpp"

#include <algorithm>

namespace audmg::functions {

std::chrono::seconds attempt_lease(const database::File& file) {
  if (file.kind != database::FileKind::audio) return kAttemptLease;
  const auto record = media::record_from_json(file.media_record);
  if (!record || !record->audio) return kAttemptLease;
  // As much time around the decoding as an attempt of unknown length has.
  const std::chrono::seconds spare = kAttemptLease - media::audio_limits().max_wall;
  return std::max<std::chrono::seconds>(
      kAttemptLease, media::audio_limits({}, record->audio->duration_seconds).max_wall + spare);
}

}  // namespace audmg::functions
