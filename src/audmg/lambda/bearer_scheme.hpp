// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>
#include <string_view>

namespace audmg::lambda {

/// An Authorization field for authorize(): without white space around it, and a bare token, as the
/// first clients sent it, with its scheme.
[[nodiscard]] std::string with_bearer_scheme(std::string_view authorization);

}  // namespace audmg::lambda
