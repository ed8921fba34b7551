// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/hmac/hmac_presigned_urls.hpp"

#include "audmg/core/base64.hpp"
#include "audmg/lib/openssl/hmac.hpp"
#include "audmg/storage/adapters/hmac/signed_target.hpp"
#include "audmg/storage/multipart_uploads.hpp"
#include "audmg/storage/object_key.hpp"

#include <chrono>
#include <utility>

namespace audmg::storage::hmac {
namespace {

using Operation = SignedAccess::Operation;

constexpr std::size_t kMinKeyBytes = 32;
constexpr std::string_view kSignatureParameter = "&signature=";
/// Of a target with its signature: with a name of this length nothing is allocated twice.
constexpr std::size_t kUsualTargetBytes = 400;

/// Text that the signature also covers: the purpose of the key, and the methods that the URL
/// permits.
constexpr std::string_view kReadPrefix = "audmg-url-1\nread\n";
constexpr std::string_view kWritePrefix = "audmg-url-1\nwrite\n";

class Urls final : public HmacPresignedUrls {
 public:
  Urls(const HmacPresignedUrlsOptions& options, const Clock& clock)
      : public_url_(options.public_url), hmac_(options.key), clock_(clock) {}

  Result<std::string> presign_get(const PresignGetRequest& request) override {
    return presign(request, kReadPrefix);
  }

  Result<std::string> presign_upload_part(const PresignUploadPartRequest& request) override {
    if (request.upload_id.empty()) return fail(ErrorCode::invalid_argument, "no upload id");
    if (request.part_number < 1 || request.part_number > kMaxPartNumber) {
      return fail(ErrorCode::invalid_argument, "no such part number");
    }
    return presign(request, kWritePrefix);
  }

  Result<SignedAccess> verify(std::string_view method, std::string_view target) override {
    const bool read = method == "GET" || method == "HEAD";
    if (!read && method != "PUT") return fail(ErrorCode::invalid_argument, "no such method here");
    // The signature comes last and covers the bytes before it as they were sent. So nothing is
    // decoded before it is known to be authentic, and no other spelling of a URL is good.
    const auto at = target.rfind(kSignatureParameter);
    if (at == std::string_view::npos) return fail(ErrorCode::invalid_argument, "no signature");
    const std::string_view text = target.substr(0, at);
    const std::string_view signature = target.substr(at + kSignatureParameter.size());
    if (!openssl::constant_time_equal(signature, sign(read ? kReadPrefix : kWritePrefix, text))) {
      return fail(ErrorCode::invalid_argument, "wrong signature");
    }
    auto access = parse_signed_target(text);
    if (!access || (access->operation == Operation::get_object) != read) {
      return fail(ErrorCode::invalid_argument, "not a target that is ever signed");
    }
    if (clock_.now() >= access->expires_at) {
      return fail(ErrorCode::deadline_exceeded, "the URL has expired");
    }
    return std::move(*access);
  }

 private:
  template <class Request>
  Result<std::string> presign(const Request& request, std::string_view prefix) const {
    if (!is_object_key(request.key)) return fail(ErrorCode::invalid_argument, "not an object key");
    if (request.expires_in <= std::chrono::seconds::zero() ||
        request.expires_in > kMaxUrlLifetime) {
      return fail(ErrorCode::invalid_argument, "a URL lives between one second and 7 days");
    }
    // Rounded up to the next whole second, so that the URL does not expire earlier than asked.
    const TimePoint expires_at =
        std::chrono::ceil<std::chrono::seconds>(clock_.now()) + request.expires_in;
    std::string url;
    url.reserve(public_url_.size() + kUsualTargetBytes);
    url.append(public_url_);
    append_signed_target(url, request, expires_at);
    const std::string signature = sign(prefix, std::string_view(url).substr(public_url_.size()));
    return std::move(url.append(kSignatureParameter).append(signature));
  }

  [[nodiscard]] std::string sign(std::string_view prefix, std::string_view text) const {
    return to_base64url(hmac_.sign(prefix, text));
  }

  const std::string public_url_;
  const openssl::HmacSha256 hmac_;
  const Clock& clock_;
};

}  // namespace

Result<std::unique_ptr<HmacPresignedUrls>> make_hmac_presigned_urls(
    const HmacPresignedUrlsOptions& options, const Clock& clock) {
  if (options.key.size() < kMinKeyBytes) {
    return fail(ErrorCode::invalid_argument, "the URL secret must have at least 32 bytes");
  }
  const bool has_scheme =
      options.public_url.starts_with("http://") || options.public_url.starts_with("https://");
  if (!has_scheme || options.public_url.ends_with('/') ||
      options.public_url.find_first_of("?# \r\n") != std::string::npos) {
    return fail(ErrorCode::invalid_argument,
                "the public URL must be http(s)://host[/path] without a slash at its end");
  }
  return std::make_unique<Urls>(options, clock);
}

}  // namespace audmg::storage::hmac
