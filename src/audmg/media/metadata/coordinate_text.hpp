// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <optional>
#include <string_view>

namespace audmg::media {

enum class Axis { latitude, longitude };

/// Reads one coordinate as text: "48,30.6N" and "48,30,36N" (XMP), "48.51", "-48.51",
/// "48 deg 30' 36\" N", "48/1,30/1,36/1". Returns degrees, negative in the south and the west;
/// nullopt when it is none, or one of the other axis. Its range is not checked.
[[nodiscard]] std::optional<double> parse_coordinate(std::string_view text, Axis axis);

}  // namespace audmg::media
