// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/container_checks.hpp"
#include "audmg/media/types/formats.hpp"
#include "audmg/media/types/webp_frame.hpp"

namespace audmg::media {

Verdict check_webp(ByteWindow& bytes) {
  const auto frame = find_webp_frame(bytes);
  if (frame) return accepted(Format::webp);
  return frame.error() == WebpFlaw::cut ? truncated(Format::webp) : damaged(Format::webp);
}

}  // namespace audmg::media
