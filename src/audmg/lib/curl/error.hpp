// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/error.hpp"

#include <string_view>

namespace audmg::curl {

/// Translates a CURLcode. The only place that decides this. Failures that the network or the peer
/// may recover from are retryable, and so is a certificate that does not verify: it may be renewed.
[[nodiscard]] Error make_error(int curl_code, std::string_view action, std::string_view detail);

}  // namespace audmg::curl
