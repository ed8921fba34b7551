// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/upkeep/lost_uploads.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/upload_repository.hpp"
#include "audmg/functions/object_keys.hpp"
#include "audmg/functions/upkeep/sweep.hpp"
#include "audmg/storage/multipart_uploads.hpp"
#include "audmg/telemetry/logger.hpp"

#include <string>
#include <string_view>

namespace audmg::functions {
namespace {

constexpr std::size_t kUploadsPerPage = 1000;
constexpr std::size_t kMaxPages = 100;

/// Returns whether the upload belongs to a session. Its key is original_key() of the session.
Result<bool> has_session(const storage::UnfinishedUpload& upload, const UploadServices& services) {
  const std::string_view name = std::string_view(upload.key).substr(kOriginalsPrefix.size());
  const auto slash = name.find('/');
  if (slash == std::string_view::npos) return false;
  const auto owner = UserId::parse(name.substr(0, slash));
  const auto id = UploadId::parse(name.substr(slash + 1));
  if (!owner || !id) return false;
  AUDMG_TRY(const auto session, services.uploads.find_upload(*owner, *id));
  return session &&
         services.multipart.is_same_upload(session->multipart_upload_id, upload.upload_id);
}

}  // namespace

Result<std::size_t> abort_lost_uploads(const std::stop_token& stop,
                                       const UploadServices& services) {
  const TimePoint newest = services.clock.now() - kOrphanGrace;
  std::size_t aborted = 0;
  storage::ListUploadsRequest next{.prefix = std::string(kOriginalsPrefix),
                                   .after_key = {},
                                   .after_upload_id = {},
                                   .max_uploads = kUploadsPerPage};
  for (std::size_t page = 0; page < kMaxPages && !stop.stop_requested(); ++page) {
    AUDMG_TRY(const auto uploads, services.multipart.list_multipart_uploads(next));
    for (const storage::UnfinishedUpload& upload : uploads) {
      if (upload.created_at >= newest) continue;
      AUDMG_TRY(const bool known, has_session(upload, services));
      if (known) continue;
      AUDMG_CHECK(services.multipart.abort_multipart_upload(upload.key, upload.upload_id));
      ++aborted;
      services.logger.log(telemetry::Level::info, "lost_upload_aborted",
                          {{"objectKey", std::string_view(upload.key)}});
    }
    if (uploads.size() < kUploadsPerPage) break;
    next.after_key = uploads.back().key;
    next.after_upload_id = uploads.back().upload_id;
  }
  return aborted;
}

}  // namespace audmg::functions
