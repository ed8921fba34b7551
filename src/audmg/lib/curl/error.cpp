// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/curl/error.hpp"

#include <curl/curl.h>

#include <string>

namespace audmg::curl {
namespace {

ErrorCode translate_code(int curl_code) noexcept {
  switch (curl_code) {
    case CURLE_OPERATION_TIMEDOUT:
      return ErrorCode::deadline_exceeded;
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
      return ErrorCode::invalid_argument;
    case CURLE_FAILED_INIT:
    case CURLE_NOT_BUILT_IN:
    case CURLE_BAD_FUNCTION_ARGUMENT:
    case CURLE_SSL_CACERT_BADFILE:
      return ErrorCode::internal;
    default:
      return ErrorCode::unavailable;
  }
}

}  // namespace

Error make_error(int curl_code, std::string_view action, std::string_view detail) {
  const ErrorCode code = translate_code(curl_code);
  std::string message(action);
  message.append(": ").append(curl_easy_strerror(static_cast<CURLcode>(curl_code)));
  if (!detail.empty()) message.append(": ").append(detail);
  return {code, std::move(message),
          code == ErrorCode::unavailable || code == ErrorCode::deadline_exceeded};
}

}  // namespace audmg::curl
