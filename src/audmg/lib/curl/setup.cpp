// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/curl/setup.hpp"

#include "audmg/core/result.hpp"

#include <curl/curl.h>

namespace audmg::curl {

void set_up_once() {
  static const CURLcode kCode = curl_global_init(CURL_GLOBAL_DEFAULT);
  AUDMG_ASSERT(kCode == CURLE_OK);
}

}  // namespace audmg::curl
