// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/operations/long_operations.hpp"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

namespace audmg::app {
namespace {

/// Between two polls: short at first, for a backup of a moment.
constexpr std::chrono::milliseconds kFirstPause{10};
constexpr std::chrono::milliseconds kLongestPause{500};
/// A rebuild waits for the work of minutes.
constexpr std::chrono::milliseconds kLongestHoldUp{2000};

}  // namespace

Result<backup::CreateReport> create_and_wait(
    const Operations& operations, const backup::CreateRequest& request,
    const std::function<bool(const BackupStatus&)>& progress) {
  AUDMG_TRY(const std::uint64_t run, operations.backup_start(request));
  for (std::chrono::milliseconds pause = kFirstPause;; pause = std::min(2 * pause, kLongestPause)) {
    AUDMG_TRY(BackupStatus status, operations.backup_status(run));
    if (status.report) return *std::move(status.report);
    if (!progress(status)) return fail(ErrorCode::unavailable, "not waited for");
    std::this_thread::sleep_for(pause);
  }
}

Result<functions::RebuildReport> rebuild_all(
    const Operations& operations, functions::RebuildRequest request,
    const std::function<bool(const functions::RebuildReport&)>& progress) {
  functions::RebuildReport sum;
  std::chrono::milliseconds pause = kFirstPause;
  for (;;) {
    AUDMG_TRY(const auto report, operations.media_rebuild(request));
    add_counts(sum, report);
    sum.held_up = report.held_up;
    if (!progress(sum)) return fail(ErrorCode::unavailable, "stopped");
    if (report.held_up) {
      std::this_thread::sleep_for(pause);
      pause = std::min(2 * pause, kLongestHoldUp);
      continue;
    }
    if (report.next_before.empty()) return sum;
    request.before = report.next_before;
    pause = kFirstPause;
  }
}

Result<functions::ScrubReport> verify_all(
    const Operations& operations, VerifyRequest request,
    const std::function<void(const functions::ScrubReport&)>& found) {
  functions::ScrubReport sum;
  for (;;) {
    AUDMG_TRY(VerifyReport report, operations.verify(request));
    found(report.found);
    add_report(sum, std::move(report.found));
    if (!report.more) return sum;
    request.after = report.next;
  }
}

Result<SealingStatus> seal_all(const Operations& operations,
                               const std::function<void(const SealingStatus&)>& progress) {
  std::uint64_t run = 0;
  for (std::chrono::milliseconds pause = kFirstPause;; pause = std::min(2 * pause, kLongestPause)) {
    AUDMG_TRY(const SealingStatus status, operations.key_apply(run));
    progress(status);
    if (status.done) return status;
    run = status.run;
    std::this_thread::sleep_for(pause);
  }
}

}  // namespace audmg::app
