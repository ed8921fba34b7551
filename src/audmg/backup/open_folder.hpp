// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/descriptor.hpp"
#include "audmg/core/result.hpp"

#include <filesystem>

namespace audmg::backup {

/// Opens an existing folder for fsync(2), flock(2) and the *at() calls. Errors: those of open(2),
/// with the folder's name.
[[nodiscard]] Result<Descriptor> open_folder(const std::filesystem::path& folder);

}  // namespace audmg::backup
