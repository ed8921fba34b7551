// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <filesystem>
#include <optional>
#include <string_view>

namespace audmg::backup {

/// A file in a backup with the bytes that the object of that key should have, to heal it; nothing
/// when no snapshot has them. Each candidate is read, the newest snapshot first; hard links to the
/// damaged object have its damage and are passed over. Blocks. Errors: internal.
[[nodiscard]] Result<std::optional<std::filesystem::path>> find_in_backup(
    const std::filesystem::path& root, std::string_view key, std::string_view sha256);

}  // namespace audmg::backup
