// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/renderer.hpp"
#include "audmg/media/sandbox/program.hpp"
#include "audmg/telemetry/logger.hpp"

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <memory>

namespace audmg::media::sandbox {

struct SandboxOptions {
  ProgramSource program;
  /// Folder for unnamed files that renditions are written to, on the disk that will store them.
  std::filesystem::path scratch_folder;
  /// Bytes that must stay free on that disk: a job that would start with less than this plus the
  /// size of its original fails with a retryable out_of_space.
  std::uint64_t min_free_bytes = 0;
  /// Most jobs at a time; further calls of render() wait for their turn.
  unsigned workers = 2;
};

/// Runs each job in a confined process, forked by a zygote that has loaded the decoders once.
/// Starting it cannot fail: while no zygote can be started, render() fails with unavailable and the
/// log says why.
class SandboxRenderer : public Renderer {
 public:
  /// Process id of the zygote; -1 while there is none.
  [[nodiscard]] virtual pid_t zygote() const = 0;
};

/// The logger must outlive it; render() must not be running when it is destroyed.
[[nodiscard]] std::unique_ptr<SandboxRenderer> make_sandbox_renderer(SandboxOptions options,
                                                                     telemetry::Logger& logger);

}  // namespace audmg::media::sandbox
