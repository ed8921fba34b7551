// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/config/settings.hpp"
#include "audmg/server/server.hpp"

#include <cstdint>

namespace audmg::app {

/// Returns the server's options from the settings and the number of file descriptors that this
/// process may have.
[[nodiscard]] server::ServerOptions server_options(const config::Settings& settings,
                                                   std::uint64_t descriptors);

}  // namespace audmg::app
