// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/upkeep/scrub.hpp"

#include <filesystem>

namespace audmg::app {

/// Finds copies of damaged files in the backups that the folder holds.
[[nodiscard]] functions::FindCopy find_copies_in(std::filesystem::path backup_folder);

}  // namespace audmg::app
