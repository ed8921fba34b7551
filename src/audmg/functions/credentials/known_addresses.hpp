// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/request.hpp"
#include "audmg/identity/factors.hpp"

namespace audmg::functions {

/// Returns whether the user logged in from the client's address in the last 30 days.
[[nodiscard]] bool is_known_address(const UserId& user, const identity::Factors& factors,
                                    const http::Request& request, const AccountServices& services);

/// Remembers the client's address after a log-in; once a day is enough. A failure is only logged.
void remember_address(const UserId& user, const identity::Factors& factors,
                      const http::Request& request, const AccountServices& services);

}  // namespace audmg::functions
