// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>

namespace audmg::sqlite {

/// "3.40.1" of the library that is loaded.
[[nodiscard]] std::string library_version();

}  // namespace audmg::sqlite
