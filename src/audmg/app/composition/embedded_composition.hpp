// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/composition/composition.hpp"
#include "audmg/app/data_folder/data_folder.hpp"
#include "audmg/app/data_folder/secrets.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/core/result.hpp"
#include "audmg/sealing/keyring.hpp"

#include <memory>

namespace audmg::app {

/// Makes a composition on files, SQLite and its queues in the data folder, which this process must
/// hold; `keyring` seals the objects, null leaves them plain. Errors: corrupt, conflict (a newer
/// version's database), unavailable, out_of_space, internal. Throws ConfigError.
[[nodiscard]] Result<std::unique_ptr<Composition>> make_embedded_composition(
    const config::Settings& settings, const DataLayout& layout, const Secrets& secrets,
    LogTarget log_target, std::shared_ptr<const sealing::Keyring> keyring = nullptr);

}  // namespace audmg::app
