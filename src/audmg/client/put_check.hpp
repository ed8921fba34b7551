// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <filesystem>
#include <string>

namespace audmg::client {

/// Looks at the structure of a file and returns why the drive would refuse it; "" when it would
/// not. Errors: those of reading the file.
[[nodiscard]] Result<std::string> reason_to_refuse(const std::filesystem::path& path);

/// The same for a companion of a picture.
[[nodiscard]] Result<std::string> reason_to_refuse_companion(const std::filesystem::path& path);

}  // namespace audmg::client
