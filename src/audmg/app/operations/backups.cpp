// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/operations/backups.hpp"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

namespace audmg::app {
namespace {

/// Between two looks: short at first, for a backup of a moment.
constexpr std::chrono::milliseconds kFirstPause{10};
constexpr std::chrono::milliseconds kLongestPause{500};

}  // namespace

Result<backup::CreateReport> create_and_wait(
    Backups& backups, const backup::CreateRequest& request,
    const std::function<bool(const BackupStatus&)>& progress) {
  AUDMG_TRY(const std::uint64_t run, backups.start(request));
  for (std::chrono::milliseconds pause = kFirstPause;; pause = std::min(2 * pause, kLongestPause)) {
    AUDMG_TRY(BackupStatus status, backups.status(run));
    if (status.report) return *std::move(status.report);
    if (!progress(status)) return fail(ErrorCode::unavailable, "not waited for");
    std::this_thread::sleep_for(pause);
  }
}

}  // namespace audmg::app
