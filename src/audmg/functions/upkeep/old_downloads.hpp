// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"

#include <cstddef>
#include <stop_token>

namespace audmg::functions {

/// Deletes the manifests of downloads that have expired; returns their number. Cheap when there is
/// nothing to do. Errors: those of the object store; the next call continues.
[[nodiscard]] Result<std::size_t> delete_old_downloads(const std::stop_token& stop,
                                                       const ObjectServices& services);

}  // namespace audmg::functions
