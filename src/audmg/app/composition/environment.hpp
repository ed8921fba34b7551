// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/config/dotenv.hpp"

namespace audmg::app {

/// This process's environment, but for what our own tests and Makefile put there.
[[nodiscard]] config::Variables environment_variables();

}  // namespace audmg::app
