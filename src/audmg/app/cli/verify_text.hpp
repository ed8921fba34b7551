// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/upkeep/scrub.hpp"

#include <string>

namespace audmg::app {

/// A line of `audmg verify` about one damaged file: whose, which, and what is wrong.
[[nodiscard]] std::string damage_line(const functions::DamagedFile& file);

/// What `audmg verify` prints at its end, for people.
[[nodiscard]] std::string verify_text(const functions::ScrubReport& report);

}  // namespace audmg::app
