// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace audmg::identity {

/// Longest token that is examined, in bytes.
inline constexpr std::size_t kMaxTokenBytes = 4096;

/// Returns a JSON Web Token in compact form (RFC 7515), header {"alg":"HS256","typ":"JWT"}, over
/// the claims, which must be the text of one JSON object and are not checked. Thread-safe.
[[nodiscard]] std::string sign_hs256(std::string_view claims_json, std::string_view secret);

/// Checks form, header and signature, and nothing else, and returns the payload segment, still in
/// base64url. The header must consist of alg HS256 and typ JWT only, so that a token cannot name
/// another algorithm, a key or an extension (RFC 8725 section 3.1). Compares in constant time.
/// Errors: invalid_argument. Thread-safe.
[[nodiscard]] Result<std::string_view> verify_hs256(std::string_view token,
                                                    std::string_view secret);

}  // namespace audmg::identity
