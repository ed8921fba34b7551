// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/s3/bucket.hpp"

#include "audmg/core/base64.hpp"
#include "audmg/core/hex.hpp"
#include "audmg/core/number.hpp"

#include <optional>
#include <utility>

namespace audmg::storage::s3 {
namespace {

constexpr std::chrono::milliseconds kAnswerTime{10'000};
/// 1 MB/s.
constexpr std::uint64_t kSlowBytesPerMillisecond = 1'000;

aws::Endpoint endpoint_of(const S3ObjectStoreOptions& options) {
  aws::Endpoint endpoint = options.endpoint;
  if (options.path_style) return endpoint;
  const std::size_t host = endpoint.url.find("://") + 3;
  endpoint.url.insert(host, options.bucket + ".");
  endpoint.host.insert(0, options.bucket + ".");
  return endpoint;
}

aws::ServiceOptions service_options(const S3ObjectStoreOptions& options) {
  return {.endpoint = endpoint_of(options),
          .scope = {options.region, "s3"},
          .protocol = aws::Protocol::xml,
          .path_rule = aws::PathRule::as_sent,
          .send_body_digest = true,
          .retry = options.retry};
}

/// Returns the size of the whole object: the number after the "/" of a Content-Range, otherwise the
/// Content-Length.
std::optional<std::uint64_t> whole_size(const aws::Reply& reply) {
  const std::string_view range = reply.field("content-range");
  if (range.empty()) return parse_whole<std::uint64_t>(reply.field("content-length"));
  const std::size_t slash = range.rfind('/');
  if (slash == std::string_view::npos) return std::nullopt;
  return parse_whole<std::uint64_t>(range.substr(slash + 1));
}

/// Returns "" for checksums of parts' checksums ("...-3").
std::string whole_sha256(const aws::Reply& reply) {
  const auto bytes = from_base64(reply.field("x-amz-checksum-sha256"));
  return bytes ? to_hex(*bytes) : std::string();
}

}  // namespace

std::string url_origin(const S3ObjectStoreOptions& options) { return endpoint_of(options).url; }

Bucket::Bucket(const S3ObjectStoreOptions& options, aws::CredentialsProvider& credentials,
               aws::HttpTransport& transport, const Clock& clock)
    : prefix_(options.path_style ? "/" + options.bucket : ""),
      client_(service_options(options), credentials, transport, clock) {}

aws::Call Bucket::placed(aws::Call call) const {
  call.path.insert(0, prefix_);
  return call;
}

aws::Outcome<aws::Reply> Bucket::send(aws::Call call) {
  return client_.send(placed(std::move(call)));
}

Result<std::string> Bucket::presign(aws::Call call, std::chrono::seconds expires_in) {
  return client_.presign(placed(std::move(call)), expires_in);
}

Result<ObjectInfo> Bucket::head(std::string_view key) {
  const auto reply = send({.action = "HeadObject",
                           .method = "HEAD",
                           .path = "/" + std::string(key),
                           .fields = {{"X-Amz-Checksum-Mode", "ENABLED"}}});
  if (!reply) return std::unexpected(to_store_error(reply.error()));
  return read_info(key, *reply);
}

Result<ObjectInfo> Bucket::info_of(std::string_view key, const Written& written,
                                   std::uint64_t size) {
  // Only S3 knows the time under which it lists the object.
  auto found = head(key);
  if (found && found->etag == written.etag) return found;
  if (!found && found.error().code != ErrorCode::not_found) return found;
  return ObjectInfo{.key = std::string(key),
                    .size = size,
                    .etag = written.etag,
                    .sha256 = {},
                    .last_modified = written.at};
}

TimePoint time_of(const aws::Reply& reply) {
  return parse_http_date(reply.field("date")).value_or(TimePoint());
}

bool is_absent(const aws::Failure& failure) noexcept {
  return failure.status == 404 && !failure.is("NoSuchBucket");
}

Error to_store_error(const aws::Failure& failure) {
  Error error = failure.error;
  if (is_absent(failure)) {
    error.code = ErrorCode::not_found;
  } else if (error.retryable) {
    error.code = ErrorCode::unavailable;
  } else if (error.code != ErrorCode::unavailable) {
    error.code = ErrorCode::internal;
  }
  return error;
}

Error to_write_error(const aws::Failure& failure) {
  if (!failure.may_have_happened) return to_store_error(failure);
  return {ErrorCode::unknown_outcome, failure.error.message, true};
}

Result<ObjectInfo> read_info(std::string_view key, const aws::Reply& reply) {
  const auto size = whole_size(reply);
  const auto modified = parse_http_date(reply.field("last-modified"));
  std::string etag = bare_etag(reply.field("etag"));
  if (!size || !modified || etag.empty()) {
    return fail(ErrorCode::internal, "s3: an answer without size, time or etag");
  }
  return ObjectInfo{.key = std::string(key),
                    .size = *size,
                    .etag = std::move(etag),
                    .sha256 = whole_sha256(reply),
                    .last_modified = *modified};
}

std::string bare_etag(std::string_view etag) {
  if (etag.size() >= 2 && etag.front() == '"' && etag.back() == '"') {
    etag = etag.substr(1, etag.size() - 2);
  }
  return std::string(etag);
}

std::chrono::milliseconds timeout_for(std::uint64_t bytes) noexcept {
  return kAnswerTime + std::chrono::milliseconds(bytes / kSlowBytesPerMillisecond);
}

}  // namespace audmg::storage::s3
