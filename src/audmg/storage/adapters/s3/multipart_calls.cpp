// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/s3/multipart_calls.hpp"

#include "audmg/lib/pugixml/writer.hpp"
#include "audmg/storage/adapters/s3/answers.hpp"

#include <utility>

namespace audmg::storage::s3 {
namespace {

/// S3 joins large objects for minutes and meanwhile sends white space.
constexpr std::chrono::minutes kJoinTime{15};

std::string path_of(std::string_view key) { return "/" + std::string(key); }

Result<S3Upload> begin(Bucket& bucket, std::string_view key, decltype(aws::Call::fields) fields) {
  const auto reply = bucket.send({.action = "CreateMultipartUpload",
                                  .path = path_of(key),
                                  .query = {{"uploads", ""}},
                                  .fields = std::move(fields)});
  if (!reply) return std::unexpected(to_store_error(reply.error()));
  AUDMG_TRY(std::string id, read_upload_id(reply->body));
  return S3Upload{std::string(key), std::move(id)};
}

}  // namespace

Result<S3Upload> begin_upload(Bucket& bucket, std::string_view key) {
  return begin(bucket, key, {});
}

Result<S3Upload> begin_checked_upload(Bucket& bucket, std::string_view key) {
  return begin(bucket, key,
               {{"X-Amz-Checksum-Algorithm", "CRC64NVME"}, {"X-Amz-Checksum-Type", "FULL_OBJECT"}});
}

Result<std::string> send_part(Bucket& bucket, const S3Upload& upload, const PartBytes& part) {
  const auto reply =
      bucket.send({.action = "UploadPart",
                   .method = "PUT",
                   .path = path_of(upload.key),
                   .query = {{"partNumber", std::to_string(part.number)}, {"uploadId", upload.id}},
                   .body = part.bytes,
                   .body_sha256 = part.sha256,
                   .timeout = timeout_for(part.bytes.size())});
  if (!reply) return std::unexpected(to_store_error(reply.error()));
  return bare_etag(reply->field("etag"));
}

Result<std::vector<Part>> fetch_parts(Bucket& bucket, const S3Upload& upload) {
  std::vector<Part> parts;
  std::string marker;
  do {
    aws::Call call{.action = "ListParts",
                   .method = "GET",
                   .path = path_of(upload.key),
                   .query = {{"max-parts", "1000"}, {"uploadId", upload.id}}};
    if (!marker.empty()) call.query.emplace_back("part-number-marker", marker);
    const auto reply = bucket.send(std::move(call));
    if (!reply) return std::unexpected(to_store_error(reply.error()));
    AUDMG_TRY(PartsPage page, read_parts(reply->body));
    for (Part& part : page.parts) parts.push_back(std::move(part));
    marker = parts.empty() ? "" : std::to_string(parts.back().part_number);
    if (!page.is_truncated || page.parts.empty()) break;
  } while (parts.size() < static_cast<std::size_t>(kMaxPartNumber));
  return parts;
}

Result<Written> join_parts(Bucket& bucket, const S3Upload& upload, const std::vector<Part>& parts) {
  std::string body = "<CompleteMultipartUpload>";
  for (const Part& part : parts) {
    body += "<Part>";
    xml::append_element(body, "ETag", "\"" + part.etag + "\"");
    xml::append_element(body, "PartNumber", std::to_string(part.part_number));
    if (!part.checksum.empty()) xml::append_element(body, kChecksumElement, part.checksum);
    body += "</Part>";
  }
  body += "</CompleteMultipartUpload>";
  const auto reply = bucket.send({.action = "CompleteMultipartUpload",
                                  .path = path_of(upload.key),
                                  .query = {{"uploadId", upload.id}},
                                  .fields = {{"Content-Type", "application/xml"}},
                                  .body = body,
                                  .timeout = kJoinTime,
                                  .may_fail_late = true});
  if (reply) {
    AUDMG_TRY(std::string etag, read_joined_etag(reply->body));
    return Written{std::move(etag), time_of(*reply)};
  }
  const bool changed = reply.error().is("InvalidPart") || reply.error().is("InvalidPartOrder");
  if (changed) return fail(ErrorCode::conflict, reply.error().error.message);
  return std::unexpected(to_write_error(reply.error()));
}

Result<void> drop_upload(Bucket& bucket, const S3Upload& upload) {
  const auto reply = bucket.send({.action = "AbortMultipartUpload",
                                  .method = "DELETE",
                                  .path = path_of(upload.key),
                                  .query = {{"uploadId", upload.id}}});
  if (reply || is_absent(reply.error())) return {};
  return std::unexpected(to_store_error(reply.error()));
}

}  // namespace audmg::storage::s3
