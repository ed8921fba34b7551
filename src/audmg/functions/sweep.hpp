// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/services.hpp"

#include <cstddef>
#include <stop_token>
#include <string>

namespace audmg::functions {

/// An object or unfinished upload that no row names may belong to a request that is still under
/// way; older than this it cannot.
inline constexpr std::chrono::hours kOrphanGrace{1};

struct SweepReport {
  std::size_t uploads_aborted = 0;
  /// Unfinished in the store, and no session knows of them.
  std::size_t lost_uploads_aborted = 0;
  std::size_t objects_seen = 0;
  std::size_t orphans_deleted = 0;
  /// Steps that failed; each is logged, and the next pass tries again.
  std::size_t failures = 0;
};

/// Ends what is past its end, as the records know it: upload sessions, log-in sessions and
/// idempotency records. Cheap when there is nothing. Blocks.
SweepReport sweep_expired(Services& services);

/// One bounded pass over what requests, crashes and deleted users left in the object store:
/// unfinished uploads and objects under "orig/" that no row names. `position` says where the last
/// pass stopped in the list of objects ("" at first) and is moved on; it begins anew behind the
/// last object. Looks at every object, so call it at start and then hourly or daily. Ends after
/// the page under way, wherever that is, when `stop` asks. Blocks.
SweepReport sweep_objects(Services& services, std::string& position,
                          const std::stop_token& stop = {});

}  // namespace audmg::functions
