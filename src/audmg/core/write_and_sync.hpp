// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <string_view>

namespace audmg {

/// Writes all of the content at the place of the open file, and waits until the disk has it. `name`
/// is for the error: fail_errno().
[[nodiscard]] Result<void> write_and_sync(int file, std::string_view content,
                                          std::string_view name);

}  // namespace audmg
