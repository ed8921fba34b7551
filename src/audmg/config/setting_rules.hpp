// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/config/settings.hpp"

#include <string>
#include <string_view>

namespace audmg::config {

/// Checks settings that depend on each other, and writes the public URL and the origins of others
/// as browsers do, the URL without trailing slashes.
/// Throws ConfigError, naming the setting and what to do.
void check_together(Settings& settings);

/// Quotes a value for a message: shortened, and harmless to terminals.
[[nodiscard]] std::string quote(std::string_view value);

}  // namespace audmg::config
