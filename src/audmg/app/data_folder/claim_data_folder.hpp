// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/data_folder/data_folder.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/core/result.hpp"

#include <string_view>

namespace audmg::app {

/// Opens the data folder for a command that keeps running. Errors: conflict (another process has
/// it). Throws ConfigError when the setting is wrong.
[[nodiscard]] Result<DataFolder> open_folder(const config::Settings& settings,
                                             std::string_view command);

}  // namespace audmg::app
