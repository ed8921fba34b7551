// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/config/dotenv.hpp"

namespace audmg::app {

/// Returns this process's environment, without the variables of our own tests and Makefile.
[[nodiscard]] config::Variables environment_variables();

}  // namespace audmg::app
