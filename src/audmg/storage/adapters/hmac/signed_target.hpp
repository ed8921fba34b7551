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

/// Appends path and query of a URL, without the signature: /objects/<key>?expires=..&... Each
/// access has exactly one such text. `expires_at` has whole seconds.
void append_signed_target(std::string& text, const PresignGetRequest& request,
                          TimePoint expires_at);
void append_signed_target(std::string& text, const PresignUploadPartRequest& request,
                          TimePoint expires_at);

/// Returns the access that append_signed_target() wrote as `text`, in today's form or in the one
/// of before (docs/formats/object-store.md); nothing for any other text. The parameters in the text
/// determine the operation.
[[nodiscard]] std::optional<SignedAccess> parse_signed_target(std::string_view text);

}  // namespace audmg::storage::hmac
