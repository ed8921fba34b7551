// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/jobs/rebuild.hpp"

#include <string>

namespace audmg::app {

/// Returns the text that `audmg media rebuild` prints: what was done, or for a dry run would be.
[[nodiscard]] std::string rebuild_text(const functions::RebuildReport& report, bool dry_run);

}  // namespace audmg::app
