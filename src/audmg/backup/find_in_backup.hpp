// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <filesystem>
#include <optional>
#include <string_view>

namespace audmg::backup {

/// Returns a file in a backup with the bytes that the object of that key should have, for repair;
/// nullopt when no snapshot has them. Reads each candidate, newest snapshot first, but skips hard
/// links to the damaged object, which share its damage. Blocks. Errors: internal.
[[nodiscard]] Result<std::optional<std::filesystem::path>> find_in_backup(
    const std::filesystem::path& root, std::string_view key, std::string_view sha256);

}  // namespace audmg::backup
