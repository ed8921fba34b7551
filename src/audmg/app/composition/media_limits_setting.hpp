// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/config/settings.hpp"
#include "audmg/media/media_limits.hpp"

namespace audmg::app {

/// Returns the limits in force on what one file may cost.
[[nodiscard]] media::MediaLimits media_limits(const config::Settings& settings);

}  // namespace audmg::app
