// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/operations/verification.hpp"

#include <filesystem>
#include <memory>

namespace audmg::app {

/// The verification of a running server, through its control socket. Errors of the calls: also
/// unavailable when no server listens at `path`.
[[nodiscard]] std::unique_ptr<Verification> make_remote_verification(
    const std::filesystem::path& path);

}  // namespace audmg::app
