// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/presigned_urls.hpp"

namespace audmg::storage {
namespace {

/// For adapters whose URLs have nothing in common that could be prepared.
class OneByOne final : public ReadUrlSeries {
 public:
  OneByOne(PresignedUrls& urls, std::chrono::seconds expires_in, std::string_view binding)
      : urls_(urls), expires_in_(expires_in), binding_(binding) {}

  Result<void> append_url(std::string& out, const ReadableObject& object) override {
    AUDMG_TRY(
        const std::string url,
        urls_.presign_get({.key = object.key,
                           .response_content_type = object.response_content_type,
                           .response_content_disposition = object.response_content_disposition,
                           .size = object.size,
                           .expires_in = expires_in_,
                           .binding = binding_}));
    out.append(url);
    return {};
  }

 private:
  PresignedUrls& urls_;
  const std::chrono::seconds expires_in_;
  const std::string binding_;
};

}  // namespace

Result<std::unique_ptr<ReadUrlSeries>> PresignedUrls::begin_reads(std::chrono::seconds expires_in,
                                                                  std::string_view binding) {
  return std::make_unique<OneByOne>(*this, expires_in, binding);
}

}  // namespace audmg::storage
