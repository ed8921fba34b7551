// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/backup/restore.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/core/result.hpp"

#include <filesystem>
#include <memory>

namespace audmg::app {

/// An empty drive to restore into, and whatever must live as long as it is used.
class RestoreTarget {
 public:
  RestoreTarget() = default;
  RestoreTarget(const RestoreTarget&) = delete;
  RestoreTarget& operator=(const RestoreTarget&) = delete;
  virtual ~RestoreTarget() = default;
  [[nodiscard]] virtual backup::RestoreTarget target() = 0;
};

/// The data folder `to`, made when it is missing; with AUDMG_ADAPTERS=aws, the table and bucket of
/// the settings, and `to` is empty. Errors: already_exists (there is something), those of the
/// stores. Throws ConfigError when `to` is there, or is not, against that.
[[nodiscard]] Result<std::unique_ptr<RestoreTarget>> open_restore_target(
    const config::Settings& settings, const std::filesystem::path& to);

}  // namespace audmg::app
