// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <array>
#include <string_view>
#include <utility>

namespace audmg::http {

using FixedField = std::pair<std::string_view, std::string_view>;

/// Fields of every response of a function, in every runtime.
inline constexpr std::array<FixedField, 5> kFunctionFields = {{
    {"X-Content-Type-Options", "nosniff"},
    {"Content-Security-Policy",
     "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
}};

/// Additional field of responses that are sent over TLS.
inline constexpr FixedField kTransportSecurity = {"Strict-Transport-Security",
                                                  "max-age=31536000; includeSubDomains"};

}  // namespace audmg::http
