// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <optional>
#include <string_view>

namespace audmg::http {

/// Returns the token of an Authorization field "Bearer <token>" (RFC 6750 section 2.1; the scheme
/// is case-insensitive). Returns nothing for other schemes, a missing token, and characters that a
/// token cannot contain. The result refers to `authorization`.
[[nodiscard]] std::optional<std::string_view> bearer_token(std::string_view authorization) noexcept;

}  // namespace audmg::http
