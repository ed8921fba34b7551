// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/files/link_lifetime.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/storage/presigned_urls.hpp"

#include <algorithm>

namespace audmg::functions {

using std::chrono::seconds;

std::chrono::seconds link_lifetime(seconds least, TimePoint now) {
  const seconds step = least / 8;
  if (step < seconds(1)) return least;
  const seconds end = std::chrono::ceil<seconds>(now.time_since_epoch()) + least;
  const seconds beyond = end % step;
  const seconds longer = beyond == seconds(0) ? seconds(0) : step - beyond;
  return std::min<seconds>(least + longer, std::max<seconds>(storage::kMaxUrlLifetime, least));
}

}  // namespace audmg::functions
