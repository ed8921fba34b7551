// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/config/settings.hpp"
#include "audmg/media/rendition_plan.hpp"

namespace audmg::app {

/// Returns the plan in force. Throws ConfigError when AUDMG_RENDITIONS is not a plan.
[[nodiscard]] media::RenditionPlan rendition_plan(const config::Settings& settings);

}  // namespace audmg::app
