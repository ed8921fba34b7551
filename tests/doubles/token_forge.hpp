// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/base64.hpp"
#include "audmg/lib/openssl/hmac.hpp"

#include <string>
#include <string_view>

namespace audmg::identity {

/// Makes tokens with any header and payload and a correct signature, as an attacker or another
/// library with the key could. For tests.
struct TokenForge {
  static constexpr std::string_view kGoodHeader = R"({"alg":"HS256","typ":"JWT"})";

  std::string secret;

  static std::string encode(std::string_view text) {
    return to_base64url(std::as_bytes(std::span(text.data(), text.size())));
  }

  /// Signs the segments unchanged.
  [[nodiscard]] std::string sign_segments(const std::string& header,
                                          const std::string& payload) const {
    const std::string signed_part = header + '.' + payload;
    return signed_part + '.' + to_base64url(openssl::HmacSha256(secret).sign(signed_part));
  }

  [[nodiscard]] std::string sign(std::string_view header, std::string_view payload) const {
    return sign_segments(encode(header), encode(payload));
  }
};

}  // namespace audmg::identity
