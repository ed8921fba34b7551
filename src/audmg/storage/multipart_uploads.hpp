// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::storage {

inline constexpr int kMaxPartNumber = 10'000;  // S3's limit

struct CreateMultipartUploadRequest {
  std::string key;
  /// Size of the whole object in bytes, above 0.
  std::uint64_t size = 0;
  /// Size of every part but the last, which has the rest. ceil(size / part_size) must be
  /// 1..kMaxPartNumber.
  std::uint64_t part_size = 0;
};

struct UploadPartRequest {
  std::string key;
  std::string upload_id;
  /// Number of the part, from 1.
  int part_number = 0;
};

struct Part {
  int part_number = 0;
  std::uint64_t size = 0;
  std::string etag;
  /// A checksum that only the store reads; "" where it keeps none.
  std::string checksum{};
};

/// An upload that was created and neither completed nor aborted.
struct UnfinishedUpload {
  std::string key;
  std::string upload_id;
  /// Time of creation; in stores that do not keep it, a later time at which the upload was written
  /// to.
  TimePoint created_at;
};

struct ListUploadsRequest {
  std::string prefix{};
  /// Uploads after this one; "" and "" from the start.
  std::string after_key{};
  std::string after_upload_id{};
  std::size_t max_uploads = 1000;
};

/// Uploads objects in parts: in any order, in parallel, repeatable; the last write of a part
/// counts. Committed parts survive a crash, so an upload can resume. All methods may block and are
/// thread-safe.
class MultipartUploads {
 public:
  MultipartUploads() = default;
  MultipartUploads(const MultipartUploads&) = delete;
  MultipartUploads& operator=(const MultipartUploads&) = delete;
  virtual ~MultipartUploads() = default;

  /// Creates an upload, durably, and returns its id. Errors: invalid_argument, out_of_space,
  /// unavailable, internal.
  [[nodiscard]] virtual Result<std::string> create_multipart_upload(
      const CreateMultipartUploadRequest& request) = 0;
  /// Returns a writer for one part; its commit() returns the part's size, etag and sha256. A later
  /// writer of the same part supersedes an earlier one, whose calls then fail with conflict.
  /// Errors: not_found (no such upload), invalid_argument (part number), conflict (the upload is
  /// being completed), out_of_space, unavailable, internal.
  [[nodiscard]] virtual Result<std::unique_ptr<ObjectWriter>> upload_part(
      const UploadPartRequest& request) = 0;
  /// Returns the committed parts in order. Errors: not_found, unavailable, internal.
  [[nodiscard]] virtual Result<std::vector<Part>> list_parts(std::string_view key,
                                                             std::string_view upload_id) = 0;
  /// Joins all parts into the object under `key`, durably, and ends the upload. Errors: not_found,
  /// conflict (parts are missing or being written; the upload stays as it is), out_of_space,
  /// unavailable, internal.
  [[nodiscard]] virtual Result<ObjectInfo> complete_multipart_upload(
      std::string_view key, std::string_view upload_id) = 0;
  /// Drops the upload and its parts; an absent one is success. Errors: conflict (the upload is
  /// being completed), unavailable, internal.
  [[nodiscard]] virtual Result<void> abort_multipart_upload(std::string_view key,
                                                            std::string_view upload_id) = 0;
  /// Returns unfinished uploads, at most `max_uploads`, ordered by key and then by upload id. The
  /// sweep finds uploads here whose id was lost in a crash. Errors: unavailable, internal.
  [[nodiscard]] virtual Result<std::vector<UnfinishedUpload>> list_multipart_uploads(
      const ListUploadsRequest& request) = 0;
  /// Returns whether an id of create_multipart_upload() and one of list_multipart_uploads() name
  /// the same upload of a key: not every store lists the ids that it created. Never blocks.
  [[nodiscard]] virtual bool is_same_upload(std::string_view given_id,
                                            std::string_view listed_id) const noexcept {
    return given_id == listed_id;
  }
};

}  // namespace audmg::storage
