// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/storage/adapters/s3/bucket.hpp"
#include "audmg/storage/multipart_uploads.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace audmg::storage::s3 {

/// An upload, identified by the id that S3 gave it.
struct S3Upload {
  std::string key;
  std::string id;
};

/// One part to send. `sha256` is the digest of the bytes in lower-case hexadecimal.
struct PartBytes {
  int number = 0;
  std::string_view bytes;
  std::string sha256;
};

/// Begins an upload whose parts S3 compares with nothing but what is sent along with each.
[[nodiscard]] Result<S3Upload> begin_upload(Bucket& bucket, std::string_view key);
/// Begins an upload of whose parts S3 computes checksums, which it wants to see again when they are
/// joined, and then makes that of the whole object of them.
[[nodiscard]] Result<S3Upload> begin_checked_upload(Bucket& bucket, std::string_view key);
/// Returns the part's etag. Errors: not_found (no such upload), unavailable, internal.
[[nodiscard]] Result<std::string> send_part(Bucket& bucket, const S3Upload& upload,
                                            const PartBytes& part);
/// Returns all parts that have arrived, in order. Errors: not_found, unavailable, internal.
[[nodiscard]] Result<std::vector<Part>> fetch_parts(Bucket& bucket, const S3Upload& upload);
/// Joins these parts; returns the written object, without size and digest. Errors: not_found,
/// conflict (one of the parts has changed meanwhile), unavailable, unknown_outcome, internal.
[[nodiscard]] Result<Written> join_parts(Bucket& bucket, const S3Upload& upload,
                                         const std::vector<Part>& parts);
/// An absent upload is success. Errors: unavailable, internal.
[[nodiscard]] Result<void> drop_upload(Bucket& bucket, const S3Upload& upload);

}  // namespace audmg::storage::s3
