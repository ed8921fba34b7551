// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/composition/composition.hpp"
#include "audmg/backup/create.hpp"
#include "audmg/config/config_error.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/database/record_snapshots.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/telemetry/logger.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The parts that all compositions share.

namespace audmg::app {

/// Makes a logger of JSON lines on standard output. `clock` must outlive it.
[[nodiscard]] std::unique_ptr<telemetry::Logger> make_logger(std::string_view level,
                                                             LogTarget target, const Clock& clock);
/// Returns the names of routes and job routes, by which metrics are counted.
[[nodiscard]] std::vector<std::string_view> function_names();
[[nodiscard]] functions::Policies make_policies(const config::Settings& settings);
/// Returns the drive without its secrets. Everything that it refers to must outlive it.
[[nodiscard]] backup::Drive make_backed_up_drive(const functions::Services& services,
                                                 database::RecordSnapshots& records);
/// Derives one key for each use, so that a signature made for one use is worthless for another.
[[nodiscard]] std::string derive_key(std::string_view secret, std::string_view use);

/// Returns the value made from settings; throws ConfigError naming them if there is an error.
template <class Made>
[[nodiscard]] Made or_config_error(Result<Made> made, std::string_view settings) {
  if (made) return *std::move(made);
  throw config::ConfigError(std::string(settings) + ": " + made.error().message + ".");
}

}  // namespace audmg::app
