// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>

namespace audmg::sqlite {

/// Returns the version of the library that is in the program: "3.53.4".
[[nodiscard]] std::string library_version();

}  // namespace audmg::sqlite
