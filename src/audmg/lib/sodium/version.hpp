// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>

namespace audmg::sodium {

/// "1.0.18" of the library that is loaded.
[[nodiscard]] std::string library_version();

}  // namespace audmg::sodium
