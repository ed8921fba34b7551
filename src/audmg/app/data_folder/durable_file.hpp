// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/errno_error.hpp"
#include "audmg/core/result.hpp"

#include <sys/types.h>

#include <filesystem>
#include <string_view>

namespace audmg::app {

inline constexpr mode_t kOwnerOnlyFile = 0600;
inline constexpr mode_t kOwnerOnlyFolder = 0700;

/// Makes created or renamed entries of the folder survive a power cut.
[[nodiscard]] Result<void> sync_folder(const std::filesystem::path& folder);

/// Creates a file with mode 0600 that exists whole or not at all, even after a power cut. Keeps an
/// existing file and returns already_exists.
[[nodiscard]] Result<void> create_owner_only_file(const std::filesystem::path& path,
                                                  std::string_view content);

/// The same, but replaces a file that is there: then it has the former or the new content.
[[nodiscard]] Result<void> replace_owner_only_file(const std::filesystem::path& path,
                                                   std::string_view content);

}  // namespace audmg::app
