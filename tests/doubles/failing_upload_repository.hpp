// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/upload_repository.hpp"
#include "doubles/failure_plan.hpp"

namespace audmg::database {

/// Forwards every call unless the plan makes it fail; a failed call does nothing.
class FailingUploadRepository final : public UploadRepository {
 public:
  using UploadRepository::create_upload;
  FailingUploadRepository(UploadRepository& inner, FailurePlan& plan)
      : inner_(inner), plan_(plan) {}

  Result<CreateUploadOutcome> create_upload(const Upload& upload, const UploadLimits& limits,
                                            const IdempotentCompletion* completion) override {
    AUDMG_CHECK(plan_.before_call());
    return plan_.after_change(inner_.create_upload(upload, limits, completion));
  }

  Result<std::optional<Upload>> find_upload(const UserId& owner, const UploadId& id) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.find_upload(owner, id);
  }

  Result<bool> delete_upload(const UserId& owner, const UploadId& id) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.delete_upload(owner, id);
  }

  Result<std::vector<Upload>> list_expired_uploads(TimePoint now, std::size_t limit) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.list_expired_uploads(now, limit);
  }

 private:
  UploadRepository& inner_;
  FailurePlan& plan_;
};

}  // namespace audmg::database
