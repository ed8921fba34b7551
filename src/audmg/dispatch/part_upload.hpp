// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/body_consumer.hpp"
#include "audmg/http/request.hpp"
#include "audmg/storage/multipart_uploads.hpp"
#include "audmg/storage/presigned_urls.hpp"

#include <memory>

namespace audmg::dispatch {

/// Begins the part that a signed URL allows. The consumer answers 200 with the part's ETag once the
/// part is durable. Problems, also of the consumer: 422 digest_mismatch when the part does not
/// match the field X-Amz-Checksum-Sha256 (base64), and then the part is not kept; 409 upload_busy
/// when another writer of the part has taken over. May block. Errors: as
/// MultipartUploads::upload_part() without conflict.
[[nodiscard]] functions::Outcome<std::unique_ptr<functions::BodyConsumer>> begin_part(
    const http::Request& request, const storage::SignedAccess& access,
    storage::MultipartUploads& uploads);

}  // namespace audmg::dispatch
