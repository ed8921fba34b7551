// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/storage/presigned_urls.hpp"
#include "doubles/failure_plan.hpp"

namespace audmg::storage {

/// Forwards every call unless the plan makes it fail.
class FailingPresignedUrls final : public PresignedUrls {
 public:
  FailingPresignedUrls(PresignedUrls& inner, FailurePlan& plan) : inner_(inner), plan_(plan) {}

  Result<std::string> presign_get(const PresignGetRequest& request) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.presign_get(request);
  }
  Result<std::string> presign_upload_part(const PresignUploadPartRequest& request) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.presign_upload_part(request);
  }

 private:
  PresignedUrls& inner_;
  FailurePlan& plan_;
};

}  // namespace audmg::storage
