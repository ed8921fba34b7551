// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/s3/object_writer.hpp"

#include "audmg/core/base64.hpp"
#include "audmg/core/hex.hpp"
#include "audmg/lib/openssl/sha256.hpp"
#include "audmg/storage/adapters/s3/sized_digest.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace audmg::storage::s3 {
namespace {

constexpr std::uint64_t kPartBytes = std::uint64_t{8} * 1024 * 1024;
/// A little fewer than S3 allows.
constexpr std::uint64_t kMostParts = 9'000;

/// Returns a part size for which 10 000 parts are enough for the announced size.
std::size_t part_bytes(const std::optional<std::uint64_t>& size) {
  return static_cast<std::size_t>(std::max(kPartBytes, size.value_or(0) / kMostParts));
}

class S3ObjectWriter final : public ObjectWriter {
 public:
  S3ObjectWriter(std::shared_ptr<Bucket> bucket, const PutObjectRequest& request)
      : bucket_(std::move(bucket)),
        key_(request.key),
        part_bytes_(part_bytes(request.size)),
        digest_(request.size) {}

  ~S3ObjectWriter() override { give_up(); }

  Result<void> write(std::span<const std::byte> bytes) override {
    AUDMG_CHECK(digest_.take(bytes));
    while (!bytes.empty()) {
      if (buffer_.size() == part_bytes_) {
        if (const auto sent = send_buffer(); !sent) {
          digest_.end();
          return sent;
        }
      }
      const std::size_t count = std::min(bytes.size(), part_bytes_ - buffer_.size());
      buffer_.append(reinterpret_cast<const char*>(bytes.data()), count);
      bytes = bytes.subspan(count);
    }
    return {};
  }

  Result<std::string> sha256() override { return digest_.finish(); }

  Result<ObjectInfo> commit() override {
    AUDMG_CHECK(digest_.begin_commit());
    AUDMG_TRY(const std::string sha256, digest_.finish());
    AUDMG_TRY(const Written written, upload_ ? finish_parts() : put_whole(sha256));
    AUDMG_TRY(ObjectInfo info, bucket_->info_of(key_, written, digest_.size()));
    info.sha256 = sha256;
    info.crc32 = digest_.crc32();
    return info;
  }

 private:
  Result<Written> put_whole(const std::string& sha256) {
    const auto bytes = from_hex(sha256);
    AUDMG_ASSERT(bytes);
    const auto reply = bucket_->send({.action = "PutObject",
                                      .method = "PUT",
                                      .path = "/" + key_,
                                      // S3 keeps it and returns it in HEAD.
                                      .fields = {{"X-Amz-Checksum-Sha256", to_base64(*bytes)}},
                                      .body = buffer_,
                                      .body_sha256 = sha256,
                                      .timeout = timeout_for(buffer_.size())});
    if (!reply) return std::unexpected(to_write_error(reply.error()));
    return Written{bare_etag(reply->field("etag")), time_of(*reply)};
  }

  Result<void> send_buffer() {
    if (!upload_) {
      AUDMG_TRY(upload_, begin_upload(*bucket_, key_));
    }
    const int number = static_cast<int>(parts_.size()) + 1;
    if (number > kMaxPartNumber) return fail(ErrorCode::too_large, "more parts than S3 joins");
    AUDMG_TRY(
        std::string etag,
        send_part(*bucket_, *upload_,
                  {.number = number, .bytes = buffer_, .sha256 = openssl::sha256_hex(buffer_)}));
    parts_.push_back({number, buffer_.size(), std::move(etag)});
    buffer_.clear();
    return {};
  }

  Result<Written> finish_parts() {
    AUDMG_CHECK(send_buffer());
    AUDMG_TRY(Written written, join_parts(*bucket_, *upload_, parts_));
    upload_.reset();
    return written;
  }

  /// An upload that cannot be dropped here is found by the sweep of unfinished uploads.
  void give_up() noexcept {
    if (!upload_) return;
    const auto dropped = drop_upload(*bucket_, *upload_);
    static_cast<void>(dropped);
  }

  const std::shared_ptr<Bucket> bucket_;
  const std::string key_;
  const std::size_t part_bytes_;
  SizedDigest digest_;
  std::string buffer_;
  std::optional<S3Upload> upload_;
  std::vector<Part> parts_;
};

class S3PartWriter final : public ObjectWriter {
 public:
  S3PartWriter(std::shared_ptr<Bucket> bucket, S3Upload upload, int part_number, std::uint64_t size,
               const Clock& clock)
      : bucket_(std::move(bucket)),
        upload_(std::move(upload)),
        part_number_(part_number),
        clock_(clock),
        digest_(size) {}

  Result<void> write(std::span<const std::byte> bytes) override {
    AUDMG_CHECK(digest_.take(bytes));
    buffer_.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return {};
  }

  Result<std::string> sha256() override { return digest_.finish(); }

  Result<ObjectInfo> commit() override {
    AUDMG_CHECK(digest_.begin_commit());
    AUDMG_TRY(const std::string sha256, digest_.finish());
    auto etag =
        send_part(*bucket_, upload_, {.number = part_number_, .bytes = buffer_, .sha256 = sha256});
    if (!etag && etag.error().code == ErrorCode::not_found) {
      return fail(ErrorCode::conflict, "the upload was completed or aborted meanwhile");
    }
    if (!etag) return std::unexpected(std::move(etag).error());
    return ObjectInfo{.key = upload_.key,
                      .size = buffer_.size(),
                      .etag = *std::move(etag),
                      .sha256 = sha256,
                      .crc32 = digest_.crc32(),
                      .last_modified = clock_.now()};
  }

 private:
  const std::shared_ptr<Bucket> bucket_;
  const S3Upload upload_;
  const int part_number_;
  const Clock& clock_;
  SizedDigest digest_;
  std::string buffer_;
};

}  // namespace

std::unique_ptr<ObjectWriter> make_object_writer(std::shared_ptr<Bucket> bucket,
                                                 const PutObjectRequest& request) {
  return std::make_unique<S3ObjectWriter>(std::move(bucket), request);
}

std::unique_ptr<ObjectWriter> make_part_writer(std::shared_ptr<Bucket> bucket, S3Upload upload,
                                               int part_number, std::uint64_t size,
                                               const Clock& clock) {
  return std::make_unique<S3PartWriter>(std::move(bucket), std::move(upload), part_number, size,
                                        clock);
}

}  // namespace audmg::storage::s3
