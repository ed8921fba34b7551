// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/upkeep/scrub.hpp"

#include <string>

namespace audmg::app {

/// Returns a line of `audmg verify` about one damaged file: its owner, its name, and the damage.
[[nodiscard]] std::string damage_line(const functions::DamagedFile& file);

/// Returns the closing text of `audmg verify` for people.
[[nodiscard]] std::string verify_text(const functions::ScrubReport& report);

}  // namespace audmg::app
