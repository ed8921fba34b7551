// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"

#include <sys/stat.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::storage::filesystem {

/// A day in UTC. Its folder in quarantine/ holds the objects that were moved there on that day.
using QuarantineDay = std::chrono::sys_days;

[[nodiscard]] QuarantineDay quarantine_day_of(TimePoint time) noexcept;

/// Returns the name in the form "2026-01-31".
[[nodiscard]] std::string folder_name(QuarantineDay day);
/// Returns nothing for any other text.
[[nodiscard]] std::optional<QuarantineDay> parse_folder_name(std::string_view name);

/// Returns when the file was moved to the folder of `day`. The move sets the time of the file's
/// last status change. A hard link that is made or removed later, or a copy of the whole folder,
/// sets that time too; when it lies outside the day, the result is the end of the day.
[[nodiscard]] TimePoint moved_at(QuarantineDay day, const struct stat& status);

}  // namespace audmg::storage::filesystem
