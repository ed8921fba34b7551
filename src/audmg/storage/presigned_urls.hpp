// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::storage {

/// Longest lifetime of a signed URL; S3's limit.
inline constexpr std::chrono::seconds kMaxUrlLifetime{7 * 24 * 3600};

/// The texts must live until the URL is made.
struct PresignGetRequest {
  std::string_view key;
  /// Content-Type of the response, from the record.
  std::string_view response_content_type;
  /// Content-Disposition of the response (RFC 6266).
  std::string_view response_content_disposition;
  /// Size of the object in bytes, from the record; part of the signature. The drive's own object
  /// endpoint refuses to serve an object of another size. S3 has no equivalent; its adapter leaves
  /// it out.
  std::optional<std::uint64_t> size{};
  std::chrono::seconds expires_in{3600};
  /// Identifies the holder that the URL was made for; part of the signature, returned by verify().
  /// S3 has no equivalent; its adapter leaves it out.
  std::string_view binding;
};

/// An object to be read, and what its response says of it; as in PresignGetRequest.
struct ReadableObject {
  std::string_view key;
  std::string_view response_content_type{};
  std::string_view response_content_disposition{};
  std::optional<std::uint64_t> size{};
};

/// Makes URLs for GET and HEAD that share lifetime and holder: those of one response. What they
/// share is prepared once. Never blocks. Used by one thread at a time.
class ReadUrlSeries {
 public:
  ReadUrlSeries() = default;
  ReadUrlSeries(const ReadUrlSeries&) = delete;
  ReadUrlSeries& operator=(const ReadUrlSeries&) = delete;
  virtual ~ReadUrlSeries() = default;

  /// Appends the URL to `out`, which is undefined after an error. Errors: those of presign_get().
  [[nodiscard]] virtual Result<void> append_url(std::string& out, const ReadableObject& object) = 0;
};

/// The texts must live until the URL is made.
struct PresignUploadPartRequest {
  std::string_view key;
  std::string_view upload_id;
  int part_number = 0;
  /// Exact number of bytes that the part must have.
  std::uint64_t content_length = 0;
  std::chrono::seconds expires_in{3600};
  std::string_view binding;
};

/// Makes URLs that let any HTTP client read one object or write one part until they expire. Never
/// blocks. Thread-safe.
class PresignedUrls {
 public:
  PresignedUrls() = default;
  PresignedUrls(const PresignedUrls&) = delete;
  PresignedUrls& operator=(const PresignedUrls&) = delete;
  virtual ~PresignedUrls() = default;

  /// Returns a URL for GET and HEAD. Errors: invalid_argument, internal.
  [[nodiscard]] virtual Result<std::string> presign_get(const PresignGetRequest& request) = 0;
  /// Returns a maker of URLs like those of presign_get(). `this` must outlive it. Errors:
  /// invalid_argument, internal.
  [[nodiscard]] virtual Result<std::unique_ptr<ReadUrlSeries>> begin_reads(
      std::chrono::seconds expires_in, std::string_view binding);
  /// Returns a URL for PUT. Errors: invalid_argument, internal.
  [[nodiscard]] virtual Result<std::string> presign_upload_part(
      const PresignUploadPartRequest& request) = 0;
};

/// The access that a good signature grants.
struct SignedAccess {
  enum class Operation { get_object, upload_part };
  Operation operation = Operation::get_object;
  std::string key;
  std::string response_content_type;
  std::string response_content_disposition;
  /// For get_object: the size that the object must have; unset in URLs made without it.
  std::optional<std::uint64_t> size{};
  std::string upload_id;
  int part_number = 0;
  std::uint64_t content_length = 0;
  std::string binding;
  TimePoint expires_at;
};

/// The other side of PresignedUrls, for a server that is its own object endpoint.
/// Never blocks. Thread-safe.
class SignedUrlVerifier {
 public:
  SignedUrlVerifier() = default;
  SignedUrlVerifier(const SignedUrlVerifier&) = delete;
  SignedUrlVerifier& operator=(const SignedUrlVerifier&) = delete;
  virtual ~SignedUrlVerifier() = default;

  /// Checks method ("GET", "HEAD", "PUT") and target (path and query as sent). Compares the
  /// signature in constant time. Errors: invalid_argument (signature missing or wrong, or any byte
  /// altered), deadline_exceeded (the signature is right but has expired).
  [[nodiscard]] virtual Result<SignedAccess> verify(std::string_view method,
                                                    std::string_view target) = 0;
};

}  // namespace audmg::storage
