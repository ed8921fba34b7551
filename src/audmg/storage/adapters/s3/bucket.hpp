// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/aws/service_client.hpp"
#include "audmg/storage/adapters/s3/s3_object_store.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace audmg::storage::s3 {

/// Smallest part except the last ("Amazon S3 multipart upload limits").
inline constexpr std::uint64_t kMinPartBytes = std::uint64_t{5} * 1024 * 1024;

/// The result of a write.
struct Written {
  std::string etag;
  /// Time of S3's reply.
  TimePoint at;
};

/// One bucket and the calls on it. Thread-safe.
class Bucket {
 public:
  Bucket(const S3ObjectStoreOptions& options, aws::CredentialsProvider& credentials,
         aws::HttpTransport& transport, const Clock& clock);

  /// `call.path` is "/" and a key; "/" is the bucket itself.
  [[nodiscard]] aws::Outcome<aws::Reply> send(aws::Call call);
  [[nodiscard]] Result<std::string> presign(aws::Call call, std::chrono::seconds expires_in);

  /// Fetches the description of an object. Errors: not_found, unavailable, internal.
  [[nodiscard]] Result<ObjectInfo> head(std::string_view key);
  /// Fetches the description of an object that was just written, even if it was replaced or deleted
  /// meanwhile. Errors: unavailable, internal.
  [[nodiscard]] Result<ObjectInfo> info_of(std::string_view key, const Written& written,
                                           std::uint64_t size);

 private:
  [[nodiscard]] aws::Call placed(aws::Call call) const;

  /// "/bucket" with path style, "" otherwise.
  std::string prefix_;
  aws::ServiceClient client_;
};

/// Maps a failure to the ports' errors: not_found only when the object or upload is absent,
/// otherwise unavailable or internal.
[[nodiscard]] Error to_store_error(const aws::Failure& failure);
/// Like to_store_error(), for a call that makes an object: unknown_outcome when the call may have
/// taken effect all the same.
[[nodiscard]] Error to_write_error(const aws::Failure& failure);
[[nodiscard]] bool is_absent(const aws::Failure& failure) noexcept;

/// Reads a reply to HEAD or GET; the size is that of the whole object.
[[nodiscard]] Result<ObjectInfo> read_info(std::string_view key, const aws::Reply& reply);

/// Returns a reply's Date.
[[nodiscard]] TimePoint time_of(const aws::Reply& reply);

/// Returns the etag without the quotes that S3 puts around it.
[[nodiscard]] std::string bare_etag(std::string_view etag);

/// Returns the time to allow for a reply and for moving so many bytes over a slow line.
[[nodiscard]] std::chrono::milliseconds timeout_for(std::uint64_t bytes) noexcept;

}  // namespace audmg::storage::s3
