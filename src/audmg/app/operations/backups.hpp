// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/backup/create.hpp"
#include "audmg/core/result.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace audmg::app {

/// How far a run is, and what came of it.
struct BackupStatus {
  /// Files of the drive; 0 until it is known.
  std::uint64_t files = 0;
  std::uint64_t files_done = 0;
  std::uint64_t bytes = 0;
  /// Set once it is complete.
  std::optional<backup::CreateReport> report{};
};

/// Making backups. Two ways lead there, as with Accounts. A run goes on by itself once it has
/// begun: one request of the control socket would hold up all others until it is done.
class Backups {
 public:
  Backups() = default;
  Backups(const Backups&) = delete;
  Backups& operator=(const Backups&) = delete;
  virtual ~Backups() = default;

  /// Begins a run and returns its number. Errors: conflict (one is under way in this process).
  [[nodiscard]] virtual Result<std::uint64_t> start(const backup::CreateRequest& request) = 0;
  /// Errors: those of the run, once it has failed; not_found (it is not the newest run, or the
  /// server was restarted meanwhile).
  [[nodiscard]] virtual Result<BackupStatus> status(std::uint64_t run) = 0;
};

/// start(), then status() until the run has ended. Calls `progress` now and then. It ends early,
/// with unavailable, when `progress` returns false; the run goes on then. Errors: those of both.
[[nodiscard]] Result<backup::CreateReport> create_and_wait(
    Backups& backups, const backup::CreateRequest& request,
    const std::function<bool(const BackupStatus&)>& progress);

}  // namespace audmg::app
