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
  /// Endpoint of the service, not of the bucket.
  aws::Endpoint endpoint;
  /// Uses endpoint/bucket/key instead of bucket.endpoint/key; for engines other than AWS's.
  bool path_style = false;
  aws::RetryOptions retry{};
};

/// All ports of storage/ over one bucket of Amazon S3 or a compatible service. The bucket should
/// have versioning enabled, which serves as the quarantine: version_quarantine.hpp. delete_object()
/// deletes all versions.
///
/// It keeps the ports' contracts except where S3 cannot:
///  * Writing equal bytes under a key again keeps the etag, if they were put in one piece.
///  * A reader holds the first MiB; reading further is `unavailable` once the object was replaced
///    or deleted. It never mixes bytes of two versions.
///  * Parts have no owner: the last commit() counts, and a completion does not wait for writers.
///    Parts except the last are at least 5 MiB.
///  * The SHA-256 and CRC-32 of an object that was joined from parts are not known.
///  * list_multipart_uploads() returns ids that abort_multipart_upload() takes, but that differ
///    from those of create_multipart_upload(), because only the latter contain the announced size;
///    is_same_upload() compares them.
///  * A commit() or a completion whose reply was lost is unknown_outcome: the object may be there.
///  * Presigned URLs for reading are good for GET only, and no URL outlives the credentials that
///    signed it.
class S3ObjectStore : public ObjectStore,
                      public MultipartUploads,
                      public PresignedUrls,
                      public Quarantine {};

/// Returns the beginning of presigned URLs: "https://bucket.s3.eu-central-1.amazonaws.com".
[[nodiscard]] std::string url_origin(const S3ObjectStoreOptions& options);

/// References must outlive the store. Errors: invalid_argument (no bucket name, or one with a dot
/// when it becomes part of a host name).
[[nodiscard]] Result<std::unique_ptr<S3ObjectStore>> make_s3_object_store(
    const S3ObjectStoreOptions& options, aws::CredentialsProvider& credentials,
    aws::HttpTransport& transport, const Clock& clock);

}  // namespace audmg::storage::s3
