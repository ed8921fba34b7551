// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <string_view>

namespace audmg::media {

/// Writes all bytes to the empty file. Errors: out_of_space; too_large (the kernel's limit on file
/// size); internal.
[[nodiscard]] Result<void> write_rendition(int file, std::string_view bytes);

}  // namespace audmg::media
