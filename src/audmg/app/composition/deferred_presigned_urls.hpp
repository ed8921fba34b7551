// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/storage/presigned_urls.hpp"

#include <atomic>

namespace audmg::app {

/// Forwards to another PresignedUrls that is set later: with port 0 the beginning of URLs is not
/// known before the server listens.
class DeferredPresignedUrls final : public storage::PresignedUrls {
 public:
  /// `target` must outlive this object.
  void set_target(storage::PresignedUrls& target) noexcept { target_ = &target; }

  /// Errors of all: unavailable before set_target(), then those of the target.
  Result<std::string> presign_get(const storage::PresignGetRequest& request) override {
    storage::PresignedUrls* target = target_;
    if (target == nullptr) return not_yet();
    return target->presign_get(request);
  }
  Result<std::unique_ptr<storage::ReadUrlSeries>> begin_reads(std::chrono::seconds expires_in,
                                                              std::string_view binding) override {
    storage::PresignedUrls* target = target_;
    if (target == nullptr) return not_yet();
    return target->begin_reads(expires_in, binding);
  }
  Result<std::string> presign_upload_part(
      const storage::PresignUploadPartRequest& request) override {
    storage::PresignedUrls* target = target_;
    if (target == nullptr) return not_yet();
    return target->presign_upload_part(request);
  }

 private:
  static std::unexpected<Error> not_yet() {
    return fail(ErrorCode::unavailable, "the server is still starting", true);
  }
  std::atomic<storage::PresignedUrls*> target_ = nullptr;
};

}  // namespace audmg::app
