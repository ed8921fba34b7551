// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/s3/upload_listing.hpp"

#include "audmg/storage/adapters/s3/answers.hpp"
#include "audmg/storage/adapters/s3/upload_layout.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace audmg::storage::s3 {
namespace {

/// Fetches uploads of keys with this prefix after this key; only whole keys unless there is just
/// one.
Result<UploadsPage> fetch_page(Bucket& bucket, const std::string& prefix,
                               const std::string& after_key) {
  aws::Call call{.action = "ListMultipartUploads",
                 .method = "GET",
                 .query = {{"uploads", ""},
                           {"encoding-type", "url"},
                           {"max-uploads", "1000"},
                           {"prefix", prefix}},
                 .max_answer_bytes = kMaxListBytes};
  if (!after_key.empty()) call.query.emplace_back("key-marker", after_key);
  const auto reply = bucket.send(std::move(call));
  if (!reply) return std::unexpected(to_store_error(reply.error()));
  AUDMG_TRY(UploadsPage page, read_uploads(reply->body));
  auto& uploads = page.uploads;
  const bool has_several_keys = !uploads.empty() && uploads.front().key != uploads.back().key;
  if (page.is_truncated && has_several_keys) {
    const std::string cut = uploads.back().key;
    std::erase_if(uploads, [&](const UnfinishedUpload& upload) { return upload.key == cut; });
  }
  for (UnfinishedUpload& upload : uploads) {
    upload.upload_id = format_upload_id({0, 0, std::move(upload.upload_id)});
  }
  std::ranges::sort(uploads, {}, [](const UnfinishedUpload& upload) {
    return std::tie(upload.key, upload.upload_id);
  });
  return page;
}

}  // namespace

Result<std::vector<UnfinishedUpload>> list_unfinished(Bucket& bucket,
                                                      const ListUploadsRequest& request) {
  std::vector<UnfinishedUpload> found;
  std::string after = request.after_key;
  if (!after.empty() && after.starts_with(request.prefix)) {
    AUDMG_TRY(UploadsPage page, fetch_page(bucket, after, ""));
    std::ranges::copy_if(page.uploads, std::back_inserter(found),
                         [&](const UnfinishedUpload& upload) {
                           return upload.key == after && upload.upload_id > request.after_upload_id;
                         });
  }
  while (found.size() < request.max_uploads) {
    AUDMG_TRY(UploadsPage page, fetch_page(bucket, request.prefix, after));
    if (page.uploads.empty()) break;
    after = page.uploads.back().key;
    std::ranges::move(page.uploads, std::back_inserter(found));
    if (!page.is_truncated) break;
  }
  if (found.size() > request.max_uploads) found.resize(request.max_uploads);
  return found;
}

}  // namespace audmg::storage::s3
