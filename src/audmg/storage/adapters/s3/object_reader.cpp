// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/s3/object_reader.hpp"

#include <algorithm>
#include <cstring>
#include <mutex>
#include <utility>

namespace audmg::storage::s3 {
namespace {

constexpr std::uint64_t kHeadBytes = std::uint64_t{1024} * 1024;
/// Window sizes that serve both random and sequential reads.
constexpr std::uint64_t kJumpBytes = std::uint64_t{1024} * 1024;
constexpr std::uint64_t kRunBytes = std::uint64_t{8} * 1024 * 1024;

aws::Call get_range(std::string_view key, std::uint64_t offset, std::uint64_t length) {
  return {.action = "GetObject",
          .method = "GET",
          .path = "/" + std::string(key),
          .fields = {{"Range", "bytes=" + std::to_string(offset) + "-" +
                                   std::to_string(offset + length - 1)},
                     {"X-Amz-Checksum-Mode", "ENABLED"}},
          .max_answer_bytes = static_cast<std::size_t>(length),
          .timeout = timeout_for(length)};
}

/// A piece of the object.
struct Window {
  std::uint64_t offset = 0;
  std::string bytes;

  [[nodiscard]] std::size_t copy(std::uint64_t from, std::span<std::byte> into) const {
    if (from < offset || from - offset >= bytes.size()) return 0;
    const auto start = static_cast<std::size_t>(from - offset);
    const std::size_t count = std::min(into.size(), bytes.size() - start);
    std::memcpy(into.data(), bytes.data() + start, count);
    return count;
  }
};

class S3ObjectReader final : public ObjectReader {
 public:
  S3ObjectReader(std::shared_ptr<Bucket> bucket, ObjectInfo info, std::string head)
      : bucket_(std::move(bucket)), info_(std::move(info)), head_{0, std::move(head)} {}

  const ObjectInfo& info() const noexcept override { return info_; }
  int descriptor() const noexcept override { return -1; }

  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> into) override {
    if (offset >= info_.size || into.empty()) return 0;
    if (const std::size_t count = head_.copy(offset, into)) return count;
    const std::scoped_lock lock(mutex_);
    if (const std::size_t count = window_.copy(offset, into)) return count;
    AUDMG_CHECK(fetch(offset));
    const std::size_t count = window_.copy(offset, into);
    if (count == 0) return fail(ErrorCode::internal, "s3 GetObject: an empty range");
    return count;
  }

 private:
  Result<void> fetch(std::uint64_t offset) {
    const bool goes_on = offset == window_.offset + window_.bytes.size() ||
                         (window_.bytes.empty() && offset == head_.bytes.size());
    const std::uint64_t length = std::min(goes_on ? kRunBytes : kJumpBytes, info_.size - offset);
    aws::Call call = get_range(info_.key, offset, length);
    // Accepts only bytes of the version that was opened.
    call.fields.emplace_back("If-Match", "\"" + info_.etag + "\"");
    auto reply = bucket_->send(std::move(call));
    if (!reply && (reply.error().status == 412 || is_absent(reply.error()))) {
      return fail(ErrorCode::unavailable, "s3 GetObject: the object was replaced or deleted");
    }
    if (!reply) return std::unexpected(to_store_error(reply.error()));
    if (reply->status != 206 || reply->body.size() != length ||
        bare_etag(reply->field("etag")) != info_.etag) {
      return fail(ErrorCode::internal, "s3 GetObject: not the range that was asked for");
    }
    window_ = {offset, std::move(reply->body)};
    return {};
  }

  const std::shared_ptr<Bucket> bucket_;
  const ObjectInfo info_;
  const Window head_;
  std::mutex mutex_;
  Window window_;
};

}  // namespace

Result<std::unique_ptr<ObjectReader>> open_object(std::shared_ptr<Bucket> bucket,
                                                  std::string_view key) {
  auto reply = bucket->send(get_range(key, 0, kHeadBytes));
  if (!reply && reply.error().status == 416) {  // An empty object has no range.
    AUDMG_TRY(ObjectInfo info, bucket->head(key));
    return std::make_unique<S3ObjectReader>(std::move(bucket), std::move(info), "");
  }
  if (!reply) return std::unexpected(to_store_error(reply.error()));
  AUDMG_TRY(ObjectInfo info, read_info(key, *reply));
  if (reply->body.size() != std::min(kHeadBytes, info.size)) {
    return fail(ErrorCode::internal, "s3 GetObject: not the range that was asked for");
  }
  return std::make_unique<S3ObjectReader>(std::move(bucket), std::move(info),
                                          std::move(reply->body));
}

}  // namespace audmg::storage::s3
