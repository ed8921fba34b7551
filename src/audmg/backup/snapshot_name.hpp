// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace audmg::backup {

/// Returns a new name for a snapshot, "2026-01-31T235959.123Z-5c6b7a81": the time and a short
/// random id. Names sort by time.
[[nodiscard]] std::string make_snapshot_name(TimePoint now);

/// Returns the time in a snapshot's name; nullopt for any other text.
[[nodiscard]] std::optional<TimePoint> snapshot_time(std::string_view name);

/// Returns the short id after the time. Precondition: `name` is a snapshot's.
[[nodiscard]] std::string_view short_id(std::string_view name);

}  // namespace audmg::backup
