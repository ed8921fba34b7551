// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/outcome.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/request.hpp"

#include <chrono>

namespace audmg::functions {

/// Time for which a session counts as just authenticated after a credential was shown in it.
inline constexpr std::chrono::minutes kRecentAuthentication{10};

/// Refuses with 403 reauthentication_required unless a credential was shown in the caller's session
/// a short while ago: POST /reauthenticate does that again. Errors: those of the repository.
[[nodiscard]] Outcome<void> require_recent_authentication(const http::Principal& caller,
                                                          const AccountServices& services);

}  // namespace audmg::functions
