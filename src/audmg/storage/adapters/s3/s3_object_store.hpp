// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/aws/service_client.hpp"
#include "audmg/storage/multipart_uploads.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/storage/presigned_urls.hpp"
#include "audmg/storage/quarantine.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace audmg::storage::s3 {

struct S3ObjectStoreOptions {
  std::string bucket;
  std::string region;
  /// Of the service, not of the bucket.
  aws::Endpoint endpoint;
  /// endpoint/bucket/key instead of bucket.endpoint/key: for engines other than AWS's.
  bool path_style = false;
  aws::RetryOptions retry{};
};

/// One bucket of Amazon S3, or of what speaks like it, as all ports of storage/. It should have
/// versioning enabled, which is its quarantine: version_quarantine.hpp. delete_object() deletes all
/// versions.
///
/// It keeps the ports' contracts but for this, which S3 does not have:
///  * Equal bytes under a key have the same etag as before, if they were put in one piece.
///  * A reader holds the first MiB; what comes after is `unavailable` once the object was replaced
///    or deleted. It never mixes bytes of two versions.
///  * Parts belong to nobody: the last commit() counts, and a completion does not wait for writers.
///    Parts are at least 5 MiB, but for the last.
///  * The SHA-256 and CRC-32 of an object that was joined from parts are not known.
///  * list_multipart_uploads() gives ids which abort_multipart_upload() takes, but which are other
///    texts than create_multipart_upload() gave, because only those know the size that was
///    announced; is_same_upload() compares them.
///  * A commit() or a completion whose answer was lost is unknown_outcome: the object may be there.
///  * Presigned URLs for reading are good for GET only, and no URL outlives the credentials that
///    signed it.
class S3ObjectStore : public ObjectStore,
                      public MultipartUploads,
                      public PresignedUrls,
                      public Quarantine {};

/// What presigned URLs start with: "https://bucket.s3.eu-central-1.amazonaws.com".
[[nodiscard]] std::string url_origin(const S3ObjectStoreOptions& options);

/// References must outlive the store. Errors: invalid_argument (no bucket name, or one with a dot
/// where it becomes part of a host name).
[[nodiscard]] Result<std::unique_ptr<S3ObjectStore>> make_s3_object_store(
    const S3ObjectStoreOptions& options, aws::CredentialsProvider& credentials,
    aws::HttpTransport& transport, const Clock& clock);

}  // namespace audmg::storage::s3
