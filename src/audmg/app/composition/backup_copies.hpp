// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/upkeep/scrub.hpp"
#include "audmg/sealing/keyring.hpp"

#include <filesystem>
#include <memory>

namespace audmg::app {

/// Returns a function that finds copies of damaged files in the backups in the folder.
[[nodiscard]] functions::FindCopy find_copies_in(std::filesystem::path backup_folder,
                                                 std::shared_ptr<const sealing::Keyring> keyring);

}  // namespace audmg::app
