// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/s3/s3_object_store.hpp"

#include "audmg/core/ascii.hpp"
#include "audmg/storage/adapters/s3/answers.hpp"
#include "audmg/storage/adapters/s3/bucket.hpp"
#include "audmg/storage/adapters/s3/multipart_calls.hpp"
#include "audmg/storage/adapters/s3/object_reader.hpp"
#include "audmg/storage/adapters/s3/object_versions.hpp"
#include "audmg/storage/adapters/s3/object_writer.hpp"
#include "audmg/storage/adapters/s3/upload_layout.hpp"
#include "audmg/storage/adapters/s3/upload_listing.hpp"
#include "audmg/storage/adapters/s3/version_quarantine.hpp"
#include "audmg/storage/object_key.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace audmg::storage::s3 {
namespace {

/// Limits from "Bucket naming rules".
constexpr std::size_t kMinBucketBytes = 3;
constexpr std::size_t kMaxBucketBytes = 63;
constexpr std::size_t kMaxPageSize = 1000;

std::string page_size(std::size_t wanted) { return std::to_string(std::min(wanted, kMaxPageSize)); }

std::unexpected<Error> no_upload() { return fail(ErrorCode::not_found, "no such upload"); }

class Store final : public S3ObjectStore {
 public:
  Store(std::shared_ptr<Bucket> bucket, const Clock& clock)
      : bucket_(std::move(bucket)), clock_(clock), quarantine_(make_version_quarantine(bucket_)) {}

  // --- ObjectStore ---

  Result<std::unique_ptr<ObjectWriter>> put_object(const PutObjectRequest& request) override {
    if (!is_object_key(request.key)) return fail(ErrorCode::invalid_argument, "not an object key");
    return make_object_writer(bucket_, request);
  }

  Result<std::unique_ptr<ObjectReader>> get_object(std::string_view key) override {
    if (!is_object_key(key)) return fail(ErrorCode::not_found, "not an object key");
    return open_object(bucket_, key);
  }

  Result<ObjectInfo> head_object(std::string_view key) override {
    if (!is_object_key(key)) return fail(ErrorCode::not_found, "not an object key");
    return bucket_->head(key);
  }

  Result<void> delete_object(std::string_view key) override {
    if (!is_object_key(key)) return {};
    return delete_all_versions(*bucket_, key);
  }

  Result<std::size_t> delete_objects(std::string_view prefix) override {
    AUDMG_ASSERT(prefix.ends_with('/'));
    AUDMG_TRY(auto versions, first_versions(*bucket_, prefix));
    if (versions.empty()) {
      // An engine that keeps no versions may list none.
      AUDMG_TRY(auto objects,
                list_objects(
                    {.prefix = std::string(prefix), .start_after = {}, .max_keys = kMaxPageSize}));
      for (ObjectInfo& object : objects) {
        versions.push_back({.key = std::move(object.key), .id = {}, .last_modified = {}});
      }
    }
    if (!versions.empty()) AUDMG_CHECK(delete_versions(*bucket_, versions));
    return versions.size();
  }

  Result<std::vector<ObjectInfo>> list_objects(const ListObjectsRequest& request) override {
    std::vector<ObjectInfo> objects;
    std::string token;
    while (objects.size() < request.max_keys) {
      aws::Call call{.action = "ListObjectsV2",
                     .method = "GET",
                     .query = {{"list-type", "2"},
                               {"encoding-type", "url"},
                               {"max-keys", page_size(request.max_keys - objects.size())},
                               {"prefix", request.prefix}},
                     .max_answer_bytes = kMaxListBytes};
      if (!request.start_after.empty()) {
        call.query.emplace_back("start-after", request.start_after);
      }
      if (!token.empty()) call.query.emplace_back("continuation-token", token);
      const auto reply = bucket_->send(std::move(call));
      if (!reply) return std::unexpected(to_store_error(reply.error()));
      AUDMG_TRY(ObjectsPage page, read_objects(reply->body));
      std::ranges::move(page.objects, std::back_inserter(objects));
      token = std::move(page.continuation_token);
      if (token.empty()) break;
    }
    return objects;
  }

  Result<void> check_writable() override {
    const auto reply = bucket_->send({.action = "HeadBucket", .method = "HEAD"});
    if (!reply) return std::unexpected(to_store_error(reply.error()));
    return {};
  }

  // --- MultipartUploads ---

  Result<std::string> create_multipart_upload(
      const CreateMultipartUploadRequest& request) override {
    UploadLayout layout{request.size, request.part_size, "x"};
    if (!is_object_key(request.key) || request.size == 0 ||
        !parse_upload_id(format_upload_id(layout))) {
      return fail(ErrorCode::invalid_argument, "no key, size or part size of an upload");
    }
    AUDMG_TRY(S3Upload upload, begin_checked_upload(*bucket_, request.key));
    layout.s3_id = std::move(upload.id);
    return format_upload_id(layout);
  }

  Result<std::unique_ptr<ObjectWriter>> upload_part(const UploadPartRequest& request) override {
    const auto layout = layout_of(request.key, request.upload_id);
    if (!layout) return no_upload();
    S3Upload upload{request.key, layout->s3_id};
    // S3 reveals only when bytes arrive whether there is such an upload.
    AUDMG_TRY([[maybe_unused]] const auto parts, fetch_parts(*bucket_, upload));
    if (request.part_number < 1 || request.part_number > layout->part_count()) {
      return fail(ErrorCode::invalid_argument, "no such part");
    }
    return make_part_writer(bucket_, std::move(upload), request.part_number,
                            layout->size_of(request.part_number), clock_);
  }

  Result<std::vector<Part>> list_parts(std::string_view key, std::string_view upload_id) override {
    const auto layout = layout_of(key, upload_id);
    if (!layout) return no_upload();
    return good_parts(key, *layout);
  }

  Result<ObjectInfo> complete_multipart_upload(std::string_view key,
                                               std::string_view upload_id) override {
    const auto layout = layout_of(key, upload_id);
    if (!layout || layout->part_size == 0) return no_upload();
    AUDMG_TRY(const auto parts, good_parts(key, *layout));
    if (parts.size() != static_cast<std::size_t>(layout->part_count())) {
      return fail(ErrorCode::conflict, "parts are missing");
    }
    AUDMG_TRY(const Written written,
              join_parts(*bucket_, {std::string(key), layout->s3_id}, parts));
    return bucket_->info_of(key, written, layout->size);
  }

  Result<void> abort_multipart_upload(std::string_view key, std::string_view upload_id) override {
    const auto layout = layout_of(key, upload_id);
    if (!layout) return {};
    return drop_upload(*bucket_, {std::string(key), layout->s3_id});
  }

  Result<std::vector<UnfinishedUpload>> list_multipart_uploads(
      const ListUploadsRequest& request) override {
    return list_unfinished(*bucket_, request);
  }

  bool is_same_upload(std::string_view given_id,
                      std::string_view listed_id) const noexcept override {
    const auto given = parse_upload_id(given_id);
    const auto listed = parse_upload_id(listed_id);
    return given && listed && given->s3_id == listed->s3_id;
  }

  // --- PresignedUrls ---

  Result<std::string> presign_get(const PresignGetRequest& request) override {
    AUDMG_CHECK(check_signable(request.key, request.expires_in));
    aws::Call call{
        .action = "GetObject", .method = "GET", .path = std::string("/").append(request.key)};
    if (!request.response_content_type.empty()) {
      call.query.emplace_back("response-content-type", request.response_content_type);
    }
    if (!request.response_content_disposition.empty()) {
      call.query.emplace_back("response-content-disposition", request.response_content_disposition);
    }
    return bucket_->presign(std::move(call), request.expires_in);
  }

  Result<std::string> presign_upload_part(const PresignUploadPartRequest& request) override {
    AUDMG_CHECK(check_signable(request.key, request.expires_in));
    const auto layout = parse_upload_id(request.upload_id);
    if (!layout) return fail(ErrorCode::invalid_argument, "no upload id");
    if (request.part_number < 1 || request.part_number > kMaxPartNumber) {
      return fail(ErrorCode::invalid_argument, "no such part number");
    }
    return bucket_->presign(
        {.action = "UploadPart",
         .method = "PUT",
         .path = std::string("/").append(request.key),
         .query = {{"partNumber", std::to_string(request.part_number)},
                   {"uploadId", layout->s3_id}},
         .fields = {{"Content-Length", std::to_string(request.content_length)}}},
        request.expires_in);
  }

  // --- Quarantine ---

  Result<void> quarantine_object(std::string_view key) override {
    return quarantine_->quarantine_object(key);
  }

  Result<std::vector<QuarantinedObject>> list_quarantined(
      const ListQuarantineRequest& request) override {
    return quarantine_->list_quarantined(request);
  }

  Result<void> restore_quarantined(std::string_view key) override {
    return quarantine_->restore_quarantined(key);
  }

  Result<std::size_t> purge_quarantined(TimePoint time) override {
    return quarantine_->purge_quarantined(time);
  }

 private:
  static std::optional<UploadLayout> layout_of(std::string_view key, std::string_view upload_id) {
    if (!is_object_key(key)) return std::nullopt;
    return parse_upload_id(upload_id);
  }

  static Result<void> check_signable(std::string_view key, std::chrono::seconds expires_in) {
    if (!is_object_key(key)) return fail(ErrorCode::invalid_argument, "not an object key");
    if (expires_in <= std::chrono::seconds::zero() || expires_in > kMaxUrlLifetime) {
      return fail(ErrorCode::invalid_argument, "a URL lives between one second and 7 days");
    }
    return {};
  }

  /// Returns the parts that have the right size; the others may be sent again.
  Result<std::vector<Part>> good_parts(std::string_view key, const UploadLayout& layout) {
    AUDMG_TRY(auto parts, fetch_parts(*bucket_, {std::string(key), layout.s3_id}));
    if (layout.part_size != 0) {
      std::erase_if(parts, [&](const Part& part) {
        return part.part_number > layout.part_count() ||
               part.size != layout.size_of(part.part_number);
      });
    }
    return parts;
  }

  const std::shared_ptr<Bucket> bucket_;
  const Clock& clock_;
  const std::unique_ptr<Quarantine> quarantine_;
};

bool is_bucket_name(std::string_view name, bool path_style) {
  const auto fits = [&](char c) {
    return is_lower(c) || is_digit(c) || c == '-' || (path_style && c == '.');
  };
  return name.size() >= kMinBucketBytes && name.size() <= kMaxBucketBytes &&
         std::ranges::all_of(name, fits) && name.front() != '-' && name.front() != '.';
}

}  // namespace

Result<std::unique_ptr<S3ObjectStore>> make_s3_object_store(const S3ObjectStoreOptions& options,
                                                            aws::CredentialsProvider& credentials,
                                                            aws::HttpTransport& transport,
                                                            const Clock& clock) {
  if (!is_bucket_name(options.bucket, options.path_style)) {
    return fail(ErrorCode::invalid_argument,
                "a bucket's name is 3 to 63 of a-z, 0-9 and \"-\" (dots only with path style)");
  }
  return std::make_unique<Store>(std::make_shared<Bucket>(options, credentials, transport, clock),
                                 clock);
}

}  // namespace audmg::storage::s3
