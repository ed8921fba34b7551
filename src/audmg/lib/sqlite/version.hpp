// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>

namespace audmg::sqlite {

/// Returns the version of the loaded library: "3.40.1".
[[nodiscard]] std::string library_version();

}  // namespace audmg::sqlite
