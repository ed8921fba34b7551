// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Input: path and query as a client may send them. As they are they must be refused; with a good
// signature put behind them, only the one text that we would write ourselves may pass, or the one
// that we wrote before.
#include "audmg/core/base64.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/openssl/hmac.hpp"
#include "audmg/storage/adapters/hmac/hmac_presigned_urls.hpp"
#include "audmg/storage/adapters/hmac/signed_target.hpp"
#include "audmg/storage/object_key.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace {

using namespace audmg::storage;

class StoppedClock final : public audmg::Clock {
 public:
  audmg::TimePoint now() const noexcept override { return audmg::TimePoint{}; }
};

const std::string kKey(32, 'k');

hmac::HmacPresignedUrls& urls() {
  static const StoppedClock clock;
  static const auto made = hmac::make_hmac_presigned_urls({"http://h", kKey}, clock).value();
  return *made;
}

std::string with_signature(std::string_view text, const std::string& message) {
  static const audmg::openssl::HmacSha256 hmac(kKey);
  return std::string(text) + "&signature=" + audmg::to_base64url(hmac.sign(message));
}

/// Signed over the text as a whole, as the document describes it for PUT and for the former form.
std::string signed_whole(std::string_view text, std::string_view method_class) {
  return with_signature(text,
                        "audmg-url-1\n" + std::string(method_class) + "\n" + std::string(text));
}

/// Signed over the parts of the text, as the document describes it for GET and HEAD.
std::string signed_in_parts(std::string_view text) {
  const auto parts = hmac::divide_read_text(text);
  if (!parts) return std::string(text);
  AUDMG_ASSERT(std::string(parts->path).append(parts->terms).append(parts->response) == text);
  return with_signature(text, std::string("audmg-url-2\nread\n")
                                  .append(parts->terms)
                                  .append("\n")
                                  .append(parts->path)
                                  .append("\n")
                                  .append(parts->response));
}

/// The text that we write today for the access.
std::string text_for(const SignedAccess& access) {
  std::string text;
  if (access.operation == SignedAccess::Operation::upload_part) {
    hmac::append_signed_target(text,
                               PresignUploadPartRequest{.key = access.key,
                                                        .upload_id = access.upload_id,
                                                        .part_number = access.part_number,
                                                        .content_length = access.content_length,
                                                        .binding = access.binding},
                               access.expires_at);
    return text;
  }
  hmac::append_signed_target(
      text,
      ReadableObject{.key = access.key,
                     .response_content_type = access.response_content_type,
                     .response_content_disposition = access.response_content_disposition,
                     .size = access.size},
      access.expires_at, access.binding);
  return text;
}

/// Of an access there is one text, and one more in the form of before.
void check_text(const SignedAccess& access, std::string_view text) {
  const std::string ours = text_for(access);
  AUDMG_ASSERT(ours == text || text.contains("&response-content-"));
  const auto again = hmac::parse_signed_target(ours);
  AUDMG_ASSERT(again && again->key == access.key && again->size == access.size &&
               again->response_content_type == access.response_content_type &&
               again->response_content_disposition == access.response_content_disposition);
}

/// `target` is the text with a good signature.
void check_signed(std::string_view text, std::string_view method, const std::string& target) {
  const auto access = urls().verify(method, target);
  if (!access) return;
  check_text(*access, text);
  AUDMG_ASSERT(is_object_key(access->key));
  const bool is_put = access->operation == SignedAccess::Operation::upload_part;
  AUDMG_ASSERT(is_put == (method == "PUT"));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  for (const std::string_view method : {"GET", "HEAD", "PUT"}) {
    AUDMG_ASSERT(!urls().verify(method, text));
  }
  if (const auto access = hmac::parse_signed_target(text)) {
    check_text(*access, text);
  }
  check_signed(text, "GET", signed_in_parts(text));
  check_signed(text, "GET", signed_whole(text, "read"));
  check_signed(text, "PUT", signed_whole(text, "write"));
  return 0;
}
