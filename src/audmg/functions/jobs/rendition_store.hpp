// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/media/facts.hpp"
#include "audmg/media/renderer.hpp"

namespace audmg::functions {

/// Stores what was rendered and writes the keys into its record. Errors: those of the object store.
[[nodiscard]] Result<void> store_renditions(const database::File& file, media::Rendered& rendered,
                                            Services& services);

}  // namespace audmg::functions
