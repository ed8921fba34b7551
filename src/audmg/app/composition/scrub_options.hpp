// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/config/settings.hpp"
#include "audmg/functions/upkeep/scrub.hpp"
#include "audmg/sealing/keyring.hpp"

#include <memory>

namespace audmg::app {

/// Returns the scrub options of this deployment: AUDMG_SCRUB_INTERVAL, AUDMG_SCRUB_RATE, and the
/// abilities of its object store. `keyring` opens the sealed copies in backups; without it, they
/// are passed over.
[[nodiscard]] functions::ScrubOptions scrub_options(
    const config::Settings& settings, std::shared_ptr<const sealing::Keyring> keyring);

}  // namespace audmg::app
