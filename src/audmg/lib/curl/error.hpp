// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/error.hpp"

#include <string_view>

namespace audmg::curl {

/// What a CURLcode means to us. The only place that decides this. What the network or the other
/// side may do better next time is retryable, and so is a certificate that does not verify: it may
/// be renewed.
[[nodiscard]] Error make_error(int curl_code, std::string_view action, std::string_view detail);

}  // namespace audmg::curl
