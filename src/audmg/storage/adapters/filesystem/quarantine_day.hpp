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

/// A day in UTC, whose folder in quarantine/ holds what was moved there on that day.
using QuarantineDay = std::chrono::sys_days;

[[nodiscard]] QuarantineDay quarantine_day_of(TimePoint time) noexcept;

/// "2026-01-31".
[[nodiscard]] std::string folder_name(QuarantineDay day);
/// Nothing for any other text.
[[nodiscard]] std::optional<QuarantineDay> parse_folder_name(std::string_view name);

/// When the file was moved to the folder of `day`. A move sets the time of the file's last status
/// change, to which the day sets the limits: a hard link that comes or goes later, or a copy of the
/// whole folder, sets that time too. Then it is the end of the day.
[[nodiscard]] TimePoint moved_at(QuarantineDay day, const struct stat& status);

}  // namespace audmg::storage::filesystem
