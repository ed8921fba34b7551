// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/config/settings.hpp"

#include <string>
#include <string_view>

namespace audmg::config {

/// Checks settings that only make sense together, and drops the slashes at the end of the public
/// URL. Throws ConfigError, naming the setting and what to do.
void check_together(Settings& settings);

/// A value for a message: short, and unable to play tricks with a terminal.
[[nodiscard]] std::string quote(std::string_view value);

}  // namespace audmg::config
