// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/operations/jobs.hpp"
#include "audmg/core/result.hpp"

#include <filesystem>
#include <memory>

namespace audmg::app {

/// Jobs in the queues of a running server, through its control socket. Errors of the calls: also
/// unavailable when no server listens at `path`.
[[nodiscard]] std::unique_ptr<Jobs> make_remote_jobs(const std::filesystem::path& path);

}  // namespace audmg::app
