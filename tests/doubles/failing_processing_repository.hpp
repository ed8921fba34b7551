// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/processing_repository.hpp"
#include "doubles/failure_plan.hpp"

namespace audmg::database {

/// Forwards every call unless the plan makes it fail; a failed call does nothing.
class FailingProcessingRepository final : public ProcessingRepository {
 public:
  FailingProcessingRepository(ProcessingRepository& inner, FailurePlan& plan)
      : inner_(inner), plan_(plan) {}

  Result<std::optional<ProcessingAttempt>> begin_processing(
      const BeginProcessingRequest& request) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.begin_processing(request);
  }

  Result<void> finish_processing(const FinishProcessingRequest& request) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.finish_processing(request);
  }

  Result<File> restart_processing(const RestartProcessingRequest& request) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.restart_processing(request);
  }

  Result<File> ask_rendition(const AskRenditionRequest& request) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.ask_rendition(request);
  }

  Result<void> add_renditions(const AddRenditionsRequest& request) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.add_renditions(request);
  }

 private:
  ProcessingRepository& inner_;
  FailurePlan& plan_;
};

}  // namespace audmg::database
