// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/operations/operations.hpp"
#include "audmg/core/result.hpp"

#include <functional>

// Operations that consist of many short calls, so that requests of other operators are served
// between them. Errors are those of the calls.
namespace audmg::app {

/// Makes a backup: starts it and polls its status until it is complete. Calls `progress` after each
/// poll. Stops waiting, with unavailable, when `progress` returns false; the run goes on then.
[[nodiscard]] Result<backup::CreateReport> create_and_wait(
    const Operations& operations, const backup::CreateRequest& request,
    const std::function<bool(const BackupStatus&)>& progress);

/// Makes passes over all files, from the place that `request` names, and returns the sum of the
/// counts (without a next place). Calls `progress` after each pass with the sum so far and whether
/// this pass was held up, in which case it is made again after a pause. Stops, with unavailable,
/// when `progress` returns false. After an error, the same call continues.
[[nodiscard]] Result<functions::RebuildReport> rebuild_all(
    const Operations& operations, functions::RebuildRequest request,
    const std::function<bool(const functions::RebuildReport&)>& progress);

/// Seals all stored objects: begins a run, or joins the one under way, and polls it until it is
/// complete. Calls `progress` after each poll. After an error, the same call goes on.
[[nodiscard]] Result<SealingStatus> seal_all(
    const Operations& operations, const std::function<void(const SealingStatus&)>& progress);

/// Makes passes over all files and returns the sum of the findings. Calls `found` after each pass
/// with that pass's findings.
[[nodiscard]] Result<functions::ScrubReport> verify_all(
    const Operations& operations, VerifyRequest request,
    const std::function<void(const functions::ScrubReport&)>& found);

}  // namespace audmg::app
