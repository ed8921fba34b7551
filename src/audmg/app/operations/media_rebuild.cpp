// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/operations/media_rebuild.hpp"

namespace audmg::app {

Result<functions::RebuildReport> rebuild_all(
    MediaRebuild& media, functions::RebuildRequest request,
    const std::function<void(const functions::RebuildReport&)>& progress) {
  functions::RebuildReport sum;
  for (;;) {
    AUDMG_TRY(const auto report, media.rebuild_page(request));
    add_counts(sum, report);
    progress(sum);
    if (report.next_owner.empty()) return sum;
    request.after_owner = report.next_owner;
    request.after_id = report.next_id;
  }
}

}  // namespace audmg::app
