// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/operations/media_rebuild.hpp"
#include "audmg/core/result.hpp"

#include <filesystem>
#include <memory>

namespace audmg::app {

/// The rebuild of a running server, through its control socket. Errors of the calls: also
/// unavailable when no server listens at `path`.
[[nodiscard]] std::unique_ptr<MediaRebuild> make_remote_media_rebuild(
    const std::filesystem::path& path);

}  // namespace audmg::app
