// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"

#include <cstddef>
#include <string>

namespace audmg::functions {

/// One bounded pass over the renditions: deletes those older than kOrphanGrace whose file is gone,
/// or is not being processed and does not name them. `position` as for sweep(). How many were
/// deleted. Errors: those of the object store and of the file repository. Blocks.
[[nodiscard]] Result<std::size_t> sweep_renditions(Services& services, std::string& position);

}  // namespace audmg::functions
