// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"

#include <stop_token>

namespace audmg::functions {

/// Makes the catalogues of all users who lack a snapshot, so that nobody waits for one after an
/// upgrade or a restored backup, and deletes the snapshots of users who are gone. Cheap when there
/// is nothing to do. An owner whose catalogue cannot be made
/// is logged and left out. Returns false when it was stopped. Errors: those of listing users and
/// snapshots; the next call continues.
[[nodiscard]] Result<bool> prepare_catalogues(const std::stop_token& stop,
                                              const Services& services);

}  // namespace audmg::functions
