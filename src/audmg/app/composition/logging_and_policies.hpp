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
#include "audmg/functions/service_set.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/identity/password_hasher.hpp"
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
[[nodiscard]] identity::PasswordCost password_cost(const config::Settings& settings) noexcept;
/// Returns the drive without its secrets. Everything that it refers to must outlive it.
[[nodiscard]] backup::Drive make_backed_up_drive(const functions::Services& services,
                                                 database::RecordSnapshots& records);
/// Derives the services' keys of 32 bytes each: that of the signer from `signer_secret`, all others
/// from the secret of access tokens.
[[nodiscard]] functions::ServiceKeys make_service_keys(const std::string& token_secret,
                                                       std::string_view signer_secret);

/// Returns the value made from settings; throws ConfigError naming them if there is an error.
template <class Made>
[[nodiscard]] Made or_config_error(Result<Made> made, std::string_view settings) {
  if (made) return *std::move(made);
  throw config::ConfigError(std::string(settings) + ": " + made.error().message + ".");
}

}  // namespace audmg::app
