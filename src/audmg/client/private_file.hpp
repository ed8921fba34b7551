// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::client {

/// Creates the folder and those above it, for its owner only. Errors: those of fail_errno().
[[nodiscard]] Result<void> make_private_folder(const std::filesystem::path& folder);

/// Replaces the file at once, even across a power cut: its readers see the former content or the
/// new one. The file has mode 0600. Errors: those of fail_errno().
[[nodiscard]] Result<void> replace_private_file(const std::filesystem::path& path,
                                                std::string_view content);

/// Reads a whole file; nothing when there is none. Errors: too_large, those of fail_errno().
[[nodiscard]] Result<std::optional<std::string>> read_small_file(const std::filesystem::path& path,
                                                                 std::size_t max_bytes);

}  // namespace audmg::client
