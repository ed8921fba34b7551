// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/operations/media_rebuild.hpp"

#include <optional>
#include <vector>

namespace audmg::app {

/// For tests: keeps what it is asked, and answers as told.
class RecordingMediaRebuild final : public MediaRebuild {
 public:
  Result<functions::RebuildReport> rebuild_page(const functions::RebuildRequest& request) override {
    requests.push_back(request);
    if (error) return std::unexpected(*error);
    return report;
  }

  std::vector<functions::RebuildRequest> requests;
  functions::RebuildReport report;
  std::optional<Error> error;
};

}  // namespace audmg::app
