// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/file.hpp"

#include <chrono>

namespace audmg::functions {

/// Time that a file may be `processing` without a new attempt before it counts as stuck. With the
/// default limits, decoding takes at most 36 minutes (media::audio_limits(); 15 in AWS Lambda) if
/// the length is not known, and a failed attempt is followed by the next within minutes. After that
/// time nobody works on the file any more: its message was lost, purged, or removed with its queue.
/// An attempt that lasts longer, because it copies a very large original, holds a message in
/// flight, which keeps the sweep away.
inline constexpr std::chrono::hours kAttemptLease{1};

/// Returns that time for this file: longer for a recording whose length is known and which may be
/// decoded for longer with the default limits.
[[nodiscard]] std::chrono::seconds attempt_lease(const database::File& file);

}  // namespace audmg::functions
