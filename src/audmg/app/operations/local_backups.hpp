// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/operations/backups.hpp"
#include "audmg/backup/create.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/telemetry/logger.hpp"

#include <memory>

namespace audmg::app {

/// Makes backups of `drive` on a thread of its own; its destruction ends a run under way. What is
/// referred to must outlive it.
[[nodiscard]] std::unique_ptr<Backups> make_local_backups(backup::Drive drive, const Clock& clock,
                                                          telemetry::Logger& logger);

}  // namespace audmg::app
