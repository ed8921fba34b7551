// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/backup/restore.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/core/result.hpp"
#include "audmg/sealing/keyring.hpp"

#include <filesystem>
#include <memory>

namespace audmg::app {

/// An empty drive to restore into, with everything that must live as long as it is used.
class RestoreTarget {
 public:
  RestoreTarget() = default;
  RestoreTarget(const RestoreTarget&) = delete;
  RestoreTarget& operator=(const RestoreTarget&) = delete;
  virtual ~RestoreTarget() = default;
  [[nodiscard]] virtual backup::RestoreTarget target() = 0;
};

/// Opens the data folder `to`, creating it when it is missing, for a snapshot with this keyring
/// (null for none), which then is the restored drive's; with AUDMG_ADAPTERS=aws, `to` is empty and
/// the settings name table and bucket. Errors: already_exists (the target is not empty), those of
/// the stores. Throws ConfigError when `to` is given with AUDMG_ADAPTERS=aws, or is missing
/// without.
[[nodiscard]] Result<std::unique_ptr<RestoreTarget>> open_restore_target(
    const config::Settings& settings, const std::filesystem::path& to,
    std::shared_ptr<const sealing::Keyring> keyring);

}  // namespace audmg::app
