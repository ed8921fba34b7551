// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>

namespace audmg::taglib {

/// Returns the name of ID3v1's genre of that number ("Rock" for 17); "" when there is none.
[[nodiscard]] std::string genre_name(unsigned number);

}  // namespace audmg::taglib
