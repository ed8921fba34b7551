// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/operations/verification.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/functions/upkeep/scrub.hpp"

#include <memory>
#include <stop_token>

namespace audmg::app {

/// Verifies the files of this process's stores. Of `options` the store and the copies matter: it
/// reads as fast as it can. A stop that is asked for ends the pass under way early. `services` must
/// outlive it. Not thread-safe.
[[nodiscard]] std::unique_ptr<Verification> make_local_verification(
    functions::ScrubOptions options, const functions::Services& services,
    const std::stop_token& stop);

}  // namespace audmg::app
