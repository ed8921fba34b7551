// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/operations/backups.hpp"

#include <optional>
#include <vector>

namespace audmg::app {

/// For tests: keeps what it is asked, and answers as told.
class RecordingBackups final : public Backups {
 public:
  Result<std::uint64_t> start(const backup::CreateRequest& request) override {
    requests.push_back(request);
    if (error) return std::unexpected(*error);
    return requests.size();
  }
  Result<BackupStatus> status(std::uint64_t run) override {
    runs.push_back(run);
    if (error) return std::unexpected(*error);
    return answer;
  }

  std::vector<backup::CreateRequest> requests;
  std::vector<std::uint64_t> runs;
  BackupStatus answer;
  std::optional<Error> error;
};

}  // namespace audmg::app
