// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/user_repository.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/request.hpp"
#include "audmg/http/response.hpp"

#include <cstddef>

namespace audmg::functions {

/// The most sessions that one user has; a log-in more ends the one that was not used for longest.
inline constexpr std::size_t kMaxSessions = 100;

/// Opens a session for a user who has shown all credentials that are asked for, and returns the
/// answer of every kind of log-in. Refuses with 401 invalid_credentials if the user's credentials
/// have changed since `user` was read. Errors: those of the repository; not_found if the user is
/// gone.
[[nodiscard]] Outcome<http::Response> open_session(const database::User& user,
                                                   const http::Request& request,
                                                   const AccountServices& services);

}  // namespace audmg::functions
