// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/config/settings.hpp"
#include "audmg/functions/upkeep/scrub.hpp"

namespace audmg::app {

/// How this deployment scrubs: what AUDMG_SCRUB_INTERVAL and AUDMG_SCRUB_RATE say, and what its
/// object store can do.
[[nodiscard]] functions::ScrubOptions scrub_options(const config::Settings& settings);

}  // namespace audmg::app
