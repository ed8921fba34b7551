// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/config/settings.hpp"
#include "audmg/functions/upkeep/scrub.hpp"

namespace audmg::app {

/// Returns the scrub options of this deployment: AUDMG_SCRUB_INTERVAL, AUDMG_SCRUB_RATE, and the
/// abilities of its object store.
[[nodiscard]] functions::ScrubOptions scrub_options(const config::Settings& settings);

}  // namespace audmg::app
