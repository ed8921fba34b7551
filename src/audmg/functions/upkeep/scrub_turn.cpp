// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/upkeep/scrub_turn.hpp"

#include "audmg/core/id.hpp"
#include "audmg/database/drive_repository.hpp"

namespace audmg::functions {

ScrubTurn::ScrubTurn(const Services& services)
    : services_(services), holder_(make_uuid7(services.clock.now())) {}

Result<bool> ScrubTurn::take_until(TimePoint end) {
  return services_.drive.take_lease(kScrubLease, holder_, services_.clock.now(), end);
}

Result<void> ScrubTurn::end() { return services_.drive.end_lease(kScrubLease, holder_); }

}  // namespace audmg::functions
