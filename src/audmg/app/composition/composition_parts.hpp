// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/composition/composition.hpp"
#include "audmg/backup/create.hpp"
#include "audmg/config/config_error.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/database/record_snapshots.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/telemetry/logger.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What all compositions are made of.

namespace audmg::app {

/// JSON lines on standard output. `clock` must outlive it.
[[nodiscard]] std::unique_ptr<telemetry::Logger> make_logger(std::string_view level,
                                                             LogTarget target, const Clock& clock);
/// Of routes and job routes: what metrics are counted by.
[[nodiscard]] std::vector<std::string_view> function_names();
[[nodiscard]] functions::Policies make_policies(const config::Settings& settings);
/// Without its secrets. What is referred to must outlive it.
[[nodiscard]] backup::Drive make_backed_up_drive(const functions::Services& services,
                                                 database::RecordSnapshots& records);
/// A key of its own for each use, so that what one use signs is nothing to another.
[[nodiscard]] std::string derive_key(std::string_view secret, std::string_view use);

/// What was made of settings; throws ConfigError, naming them, where nothing could be.
template <class Made>
[[nodiscard]] Made must(Result<Made> made, std::string_view settings) {
  if (made) return *std::move(made);
  throw config::ConfigError(std::string(settings) + ": " + made.error().message + ".");
}

}  // namespace audmg::app
