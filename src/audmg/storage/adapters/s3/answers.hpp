// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/storage/multipart_uploads.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Parses the replies of S3 without trusting them (S3 API Reference, the page of each action).
// Errors of all functions: internal, when a reply lacks something that the page promises.

namespace audmg::storage::s3 {

/// Name of the element with a part's CRC-64, in base64.
inline constexpr std::string_view kChecksumElement = "ChecksumCRC64NVME";

/// Size limit of a list reply: a thousand entries with long keys fit.
inline constexpr std::size_t kMaxListBytes = std::size_t{4} * 1024 * 1024;

struct ObjectsPage {
  std::vector<ObjectInfo> objects;
  /// Token for the next page; "" after the last.
  std::string continuation_token;
};

/// One version of an object, or a marker that says that it was deleted.
struct ObjectVersion {
  std::string key;
  std::string id;
  bool is_marker = false;
  bool is_latest = false;
  /// 0 for a marker.
  std::uint64_t size = 0;
  TimePoint last_modified;
};

struct VersionsPage {
  std::vector<ObjectVersion> versions;
  /// Start of the next page; both "" after the last.
  std::string next_key;
  std::string next_version;
};

struct PartsPage {
  /// With their checksums, if the upload has an algorithm for them.
  std::vector<Part> parts;
  bool is_truncated = false;
};

struct UploadsPage {
  std::vector<UnfinishedUpload> uploads;
  bool is_truncated = false;
};

[[nodiscard]] Result<std::string> read_upload_id(std::string_view body);
[[nodiscard]] Result<std::string> read_joined_etag(std::string_view body);
/// Reads a ListObjectsV2 reply, requested with encoding-type=url. Skips keys that the drive could
/// not have made.
[[nodiscard]] Result<ObjectsPage> read_objects(std::string_view body);
/// Reads a ListObjectVersions reply, requested with encoding-type=url: in key order, the versions
/// of one key newest first.
[[nodiscard]] Result<VersionsPage> read_versions(std::string_view body);
/// Reads a quiet DeleteObjects reply. Errors: also unavailable, when some were not deleted.
[[nodiscard]] Result<void> read_deletions(std::string_view body);
/// Reads a GetBucketVersioning reply; returns whether versioning is enabled.
[[nodiscard]] Result<bool> read_versioning(std::string_view body);
[[nodiscard]] Result<PartsPage> read_parts(std::string_view body);
/// Reads a ListMultipartUploads reply, requested with encoding-type=url. Upload ids are S3's own.
[[nodiscard]] Result<UploadsPage> read_uploads(std::string_view body);

}  // namespace audmg::storage::s3
