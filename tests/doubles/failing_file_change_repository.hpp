// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/file_change_repository.hpp"
#include "doubles/failure_plan.hpp"

namespace audmg::database {

/// Forwards every call unless the plan makes it fail; a failed call does nothing.
class FailingFileChangeRepository final : public FileChangeRepository {
 public:
  FailingFileChangeRepository(FileChangeRepository& inner, FailurePlan& plan)
      : inner_(inner), plan_(plan) {}

  Result<std::vector<ChangedFile>> change_files(const ChangeFilesRequest& request) override {
    plan_.interrupt();
    AUDMG_CHECK(plan_.before_call());
    return plan_.after_change(inner_.change_files(request));
  }

 private:
  FileChangeRepository& inner_;
  FailurePlan& plan_;
};

}  // namespace audmg::database
