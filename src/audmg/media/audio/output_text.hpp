// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <string_view>

namespace audmg::media {

/// Writes the text to the empty file behind `descriptor`. Errors: out_of_space, internal.
[[nodiscard]] Result<void> write_text(int descriptor, std::string_view text);

}  // namespace audmg::media
