// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/storage/adapters/s3/bucket.hpp"
#include "audmg/storage/multipart_uploads.hpp"

#include <vector>

namespace audmg::storage::s3 {

/// Carries out MultipartUploads::list_multipart_uploads(), with ids in the form of
/// format_upload_id(). Pages by key alone and sorts the uploads of one key itself, because engines
/// interpret an upload-id-marker differently. Sees at most the first thousand uploads of one key.
[[nodiscard]] Result<std::vector<UnfinishedUpload>> list_unfinished(
    Bucket& bucket, const ListUploadsRequest& request);

}  // namespace audmg::storage::s3
