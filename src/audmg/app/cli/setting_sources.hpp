// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/cli/command_line.hpp"
#include "audmg/config/settings.hpp"

namespace audmg::app {

/// Returns the command line's flags, this process's environment, and the .env file: the one that
/// --env-file names, else ./.env when it exists. Throws ConfigError when the file cannot be read.
[[nodiscard]] config::SettingSources setting_sources(const CommandLine& line);

}  // namespace audmg::app
