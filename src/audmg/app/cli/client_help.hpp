// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string_view>

namespace audmg::app {

/// The text of `audmg client --help`.
extern const std::string_view kClientHelp;

}  // namespace audmg::app
