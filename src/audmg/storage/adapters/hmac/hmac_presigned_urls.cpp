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
/// A URL with a name of usual length, including its signature, fits without a second allocation.
constexpr std::size_t kUsualUrlBytes = 400;

// The signature also covers the purpose of the key and the methods that the URL permits.
constexpr std::string_view kReadPrefix = "audmg-url-2\nread\n";
constexpr std::string_view kWritePrefix = "audmg-url-1\nwrite\n";
/// Of URLs made before those that share terms and folder were signed together. None of them lives
/// longer than kMaxUrlLifetime.
constexpr std::string_view kFormerReadPrefix = "audmg-url-1\nread\n";

/// Signs texts for reading objects under the same terms. What the texts share comes first in the
/// message, so that it is hashed once: the terms for all of them, the folder for neighbours.
class ReadSigner {
 public:
  /// `terms` are those of a text's parts.
  ReadSigner(const openssl::HmacSha256& hmac, std::string_view terms)
      : after_terms_(hmac.begin().append(kReadPrefix).append(terms).append("\n")),
        after_folder_(after_terms_) {}

  /// `path` and `response` are the other parts of the text.
  openssl::Sha256Digest sign(std::string_view path, std::string_view response) {
    const auto folder = path.substr(0, path.rfind('/') + 1);
    if (folder != folder_) {
      folder_ = folder;
      after_folder_ = after_terms_;
      after_folder_.append(folder);
    }
    openssl::HmacSha256::Message message = after_folder_;
    return message.append(path.substr(folder.size())).append("\n").append(response).sign();
  }

 private:
  openssl::HmacSha256::Message after_terms_;
  openssl::HmacSha256::Message after_folder_;
  std::string folder_;
};

class SignedReads final : public ReadUrlSeries {
 public:
  /// `terms` are those of a text's parts, `start` is how every URL begins.
  SignedReads(const openssl::HmacSha256& hmac, std::string_view start, std::string terms)
      : start_(start), terms_(std::move(terms)), signer_(hmac, terms_) {}

  Result<void> append_url(std::string& out, const ReadableObject& object) override {
    if (!is_object_key(object.key)) return fail(ErrorCode::invalid_argument, "not an object key");
    out.append(start_);
    const std::size_t path_begin = out.size();
    out.append(kObjectsPath).append(object.key);
    const std::size_t terms_begin = out.size();
    out.append(terms_);
    const std::size_t response_begin = out.size();
    append_response(out, object);
    const std::string_view text(out);
    const auto signature = signer_.sign(text.substr(path_begin, terms_begin - path_begin),
                                        text.substr(response_begin));
    append_base64url(out.append(kSignatureParameter), signature);
    return {};
  }

 private:
  const std::string start_;
  const std::string terms_;
  ReadSigner signer_;
};

class Urls final : public HmacPresignedUrls {
 public:
  Urls(const HmacPresignedUrlsOptions& options, const Clock& clock)
      : public_url_(options.public_url), hmac_(options.key), clock_(clock) {}

  Result<std::string> presign_get(const PresignGetRequest& request) override {
    AUDMG_TRY(const auto series, begin_reads(request.expires_in, request.binding));
    std::string url;
    url.reserve(public_url_.size() + kUsualUrlBytes);
    AUDMG_CHECK(series->append_url(
        url, {.key = request.key,
              .response_content_type = request.response_content_type,
              .response_content_disposition = request.response_content_disposition,
              .size = request.size}));
    return url;
  }

  Result<std::unique_ptr<ReadUrlSeries>> begin_reads(std::chrono::seconds expires_in,
                                                     std::string_view binding) override {
    AUDMG_CHECK(check_lifetime(expires_in));
    std::string terms;
    append_terms(terms, expiry(expires_in), binding);
    return std::make_unique<SignedReads>(hmac_, public_url_, std::move(terms));
  }

  Result<std::string> presign_upload_part(const PresignUploadPartRequest& request) override {
    if (request.upload_id.empty()) return fail(ErrorCode::invalid_argument, "no upload id");
    if (request.part_number < 1 || request.part_number > kMaxPartNumber) {
      return fail(ErrorCode::invalid_argument, "no such part number");
    }
    if (!is_object_key(request.key)) return fail(ErrorCode::invalid_argument, "not an object key");
    AUDMG_CHECK(check_lifetime(request.expires_in));
    std::string url;
    url.reserve(public_url_.size() + kUsualUrlBytes);
    url.append(public_url_);
    append_signed_target(url, request, expiry(request.expires_in));
    const auto signature =
        hmac_.sign(kWritePrefix, std::string_view(url).substr(public_url_.size()));
    append_base64url(url.append(kSignatureParameter), signature);
    return url;
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
    if (!(read ? is_signed_for_reading(text, signature)
               : is_signed(kWritePrefix, text, signature))) {
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
  static Result<void> check_lifetime(std::chrono::seconds expires_in) {
    if (expires_in > std::chrono::seconds::zero() && expires_in <= kMaxUrlLifetime) return {};
    return fail(ErrorCode::invalid_argument, "a URL lives between one second and 7 days");
  }

  /// Rounded up to the next whole second, so that no URL expires earlier than asked.
  [[nodiscard]] TimePoint expiry(std::chrono::seconds expires_in) const {
    return std::chrono::ceil<std::chrono::seconds>(clock_.now()) + expires_in;
  }

  [[nodiscard]] bool is_signed(std::string_view prefix, std::string_view text,
                               std::string_view signature) const {
    return openssl::constant_time_equal(signature, to_base64url(hmac_.sign(prefix, text)));
  }

  [[nodiscard]] bool is_signed_for_reading(std::string_view text,
                                           std::string_view signature) const {
    const auto parts = divide_read_text(text);
    if (!parts) return false;
    ReadSigner signer(hmac_, parts->terms);
    const auto expected = to_base64url(signer.sign(parts->path, parts->response));
    return openssl::constant_time_equal(signature, expected) ||
           is_signed(kFormerReadPrefix, text, signature);
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
