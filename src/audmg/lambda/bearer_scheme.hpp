// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>
#include <string_view>

namespace audmg::lambda {

/// Returns an Authorization field for authorize(): trims white space and adds the scheme to a bare
/// token, as the first clients sent it.
[[nodiscard]] std::string with_bearer_scheme(std::string_view authorization);

}  // namespace audmg::lambda
