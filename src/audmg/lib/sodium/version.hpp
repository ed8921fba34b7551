// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>

namespace audmg::sodium {

/// Returns the version of the loaded library: "1.0.18".
[[nodiscard]] std::string library_version();

}  // namespace audmg::sodium
