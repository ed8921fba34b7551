// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"

#include <cstddef>
#include <stop_token>

namespace audmg::functions {

/// Aborts old uploads that the store began and whose session was never written, because the process
/// ended in between, or went away with its user; returns how many. Bounded: what is left is found
/// the next time. Errors: those of the stores.
[[nodiscard]] Result<std::size_t> abort_lost_uploads(const std::stop_token& stop,
                                                     const UploadServices& services);

}  // namespace audmg::functions
