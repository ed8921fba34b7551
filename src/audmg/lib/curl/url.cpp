// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/curl/url.hpp"

#include "audmg/core/number.hpp"

#include <curl/curl.h>
#include <curl/urlapi.h>

#include <memory>

namespace audmg::curl {
namespace {

struct Free {
  void operator()(CURLU* url) const noexcept { curl_url_cleanup(url); }
  void operator()(char* text) const noexcept { curl_free(text); }
};
using Handle = std::unique_ptr<CURLU, Free>;

/// "" when the URL has no such part.
std::string part(CURLU* url, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, which, &text, flags) != CURLUE_OK) return {};
  const std::unique_ptr<char, Free> owner(text);
  return text;
}

}  // namespace

Result<Url> parse_url(std::string_view text) {
  const Handle handle(curl_url());
  AUDMG_ASSERT(handle != nullptr);
  const std::string copy(text);
  if (copy.find('\0') != std::string::npos) {
    return fail(ErrorCode::invalid_argument, "the URL has a zero byte");
  }
  const CURLUcode parsed =
      curl_url_set(handle.get(), CURLUPART_URL, copy.c_str(), CURLU_NON_SUPPORT_SCHEME);
  if (parsed != CURLUE_OK) {
    return fail(ErrorCode::invalid_argument,
                std::string("the URL cannot be read: ") + curl_url_strerror(parsed));
  }
  Url url;
  url.scheme = part(handle.get(), CURLUPART_SCHEME);
  url.host = part(handle.get(), CURLUPART_HOST, CURLU_URLDECODE);
  url.path = part(handle.get(), CURLUPART_PATH);
  url.query = part(handle.get(), CURLUPART_QUERY);
  url.has_credentials = !part(handle.get(), CURLUPART_USER).empty() ||
                        !part(handle.get(), CURLUPART_PASSWORD).empty();
  url.has_fragment = !part(handle.get(), CURLUPART_FRAGMENT).empty();
  const std::string port = part(handle.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
  url.port = parse_whole<decltype(url.port)>(port).value_or(0);
  if (url.host.empty()) return fail(ErrorCode::invalid_argument, "the URL names no host");
  return url;
}

}  // namespace audmg::curl
