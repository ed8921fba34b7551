// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/storage/presigned_urls.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::storage::hmac {

/// Path below which objects are served.
inline constexpr std::string_view kObjectsPath = "/objects/";

/// Returns path and query of a URL for `access`, without the signature:
/// /objects/<key>?expires=..&... Each access has exactly one such text.
[[nodiscard]] std::string format_signed_target(const SignedAccess& access);

/// Returns the access that format_signed_target() wrote as `text`; nothing for any other text. The
/// parameters in the text determine the operation.
[[nodiscard]] std::optional<SignedAccess> parse_signed_target(std::string_view text);

}  // namespace audmg::storage::hmac
