// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/operations/backups.hpp"

#include <filesystem>
#include <memory>

namespace audmg::app {

/// Backups that a running server makes, through its control socket. Errors of the calls: also
/// unavailable when no server listens at `path`.
[[nodiscard]] std::unique_ptr<Backups> make_remote_backups(const std::filesystem::path& path);

}  // namespace audmg::app
