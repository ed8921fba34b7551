// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/request.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace audmg::functions {

/// Returns the sender of a request, given its Authorization field ("Bearer <token>"), if that is
/// known without blocking: the token was verified, and its session found alive, no longer than
/// identity::kLiveness ago. Nothing: call authorize().
[[nodiscard]] std::optional<http::Principal> authorize_cached(std::string_view authorization,
                                                              const AccountServices& services);

/// Returns the same, from the token's signature and the session's record. May block. Errors:
/// invalid_argument (no, malformed, expired or tampered token; session ended; user disabled),
/// unavailable, internal.
[[nodiscard]] Result<http::Principal> authorize(std::string_view authorization,
                                                const AccountServices& services);

/// Returns the binding of URLs that open a file in the trash too, from that of all others.
[[nodiscard]] std::string trash_binding(std::string_view binding);
/// Returns whether a URL with this binding opens a file in the trash.
[[nodiscard]] bool is_trash_binding(std::string_view binding) noexcept;
/// Returns the text of the id of the user that a binding is of; "" when it is of none.
[[nodiscard]] std::string_view user_of_binding(std::string_view binding) noexcept;

/// Returns whether the user that a signed URL was made for may still use it; nothing when that is
/// not known without blocking.
[[nodiscard]] std::optional<bool> is_binding_live_cached(std::string_view binding,
                                                         const AccountServices& services);

/// Returns the same from the user's record. May block. Errors: unavailable, internal.
[[nodiscard]] Result<bool> is_binding_live(std::string_view binding,
                                           const AccountServices& services);

}  // namespace audmg::functions
