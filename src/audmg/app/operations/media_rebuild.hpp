// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/jobs/rebuild.hpp"

#include <functional>

namespace audmg::app {

/// Making renditions again after the plan has changed. Two ways lead there, as with Accounts. May
/// block.
class MediaRebuild {
 public:
  MediaRebuild() = default;
  MediaRebuild(const MediaRebuild&) = delete;
  MediaRebuild& operator=(const MediaRebuild&) = delete;
  virtual ~MediaRebuild() = default;

  /// One pass: functions::rebuild_page() with the plan in force. Errors: unavailable, out_of_space,
  /// internal.
  [[nodiscard]] virtual Result<functions::RebuildReport> rebuild_page(
      const functions::RebuildRequest& request) = 0;
};

/// Passes over all files, after the place that `request` names. Calls `progress` after each pass
/// with the sum so far. What the sum says of the next place is nothing. Errors: as rebuild_page();
/// to do it all again then goes on.
[[nodiscard]] Result<functions::RebuildReport> rebuild_all(
    MediaRebuild& media, functions::RebuildRequest request,
    const std::function<void(const functions::RebuildReport&)>& progress);

}  // namespace audmg::app
