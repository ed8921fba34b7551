// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <string>
#include <string_view>

namespace audmg {
class Clock;
}  // namespace audmg
namespace audmg::database {
class DriveRepository;
}  // namespace audmg::database
namespace audmg::telemetry {
class Logger;
}  // namespace audmg::telemetry

namespace audmg::functions {

/// The chores whose last run GET /admin/status shows, by its members.
inline constexpr std::string_view kBackupChore = "backup";
inline constexpr std::string_view kScrubChore = "scrub";

/// Notes that a chore has ended just now: with its figures, one JSON object of at most 1 KiB, or
/// with an error. A failure to note it is only logged.
void note_chore_end(std::string_view chore, const Result<std::string>& figures,
                    database::DriveRepository& drive, const Clock& clock,
                    telemetry::Logger& logger);

}  // namespace audmg::functions
