// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"

#include <cstddef>
#include <stop_token>

namespace audmg::functions {

/// Aborts old uploads in the store that have no session, because the process ended before it wrote
/// one or the session was deleted with its user; returns their number. Bounded: the next call finds
/// the rest. Errors: those of the stores.
[[nodiscard]] Result<std::size_t> abort_lost_uploads(const std::stop_token& stop,
                                                     const UploadServices& services);

}  // namespace audmg::functions
