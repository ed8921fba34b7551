// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/media/record/facts.hpp"
#include "audmg/media/renderer.hpp"

namespace audmg::functions {

/// Stores the rendered files and writes their keys into the record. Errors: those of the object
/// store.
[[nodiscard]] Result<void> store_renditions(const database::File& file, media::Rendered& rendered,
                                            const ObjectServices& services);

}  // namespace audmg::functions
