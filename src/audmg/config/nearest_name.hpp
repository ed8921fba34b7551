// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <span>
#include <string_view>

namespace audmg::config {

/// Returns the known name with the fewest edits to `name`; empty when none is close enough.
[[nodiscard]] std::string_view nearest_name(std::string_view name,
                                            std::span<const std::string_view> known);

}  // namespace audmg::config
