// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/sealing/keyring.hpp"

#include <filesystem>
#include <optional>
#include <string_view>

namespace audmg::backup {

/// Returns a file in a backup with the bytes that the object of that key should have, for repair;
/// nullopt when no snapshot has them. Reads each candidate, newest snapshot first, but skips hard
/// links to the damaged object, which share its damage. Sealed ones are opened with `keyring`, and
/// passed over when it is null. Blocks. Errors: internal.
[[nodiscard]] Result<std::optional<std::filesystem::path>> find_in_backup(
    const std::filesystem::path& root, std::string_view key, std::string_view sha256,
    const sealing::Keyring* keyring = nullptr);

}  // namespace audmg::backup
