// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <optional>
#include <string_view>

namespace audmg::http {

/// The token of an Authorization field "Bearer <token>" (RFC 6750 section 2.1; the scheme compares
/// without case). Nothing for other schemes, for no token and for characters that no token has. The
/// result looks into `authorization`.
[[nodiscard]] std::optional<std::string_view> bearer_token(std::string_view authorization) noexcept;

}  // namespace audmg::http
