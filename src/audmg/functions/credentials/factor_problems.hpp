// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/outcome.hpp"

namespace audmg::functions {

// The refusals that log-in, /reauthenticate and the management of factors share.

/// 401 for a second factor that is wrong, used, or not the user's.
[[nodiscard]] http::Problem wrong_factor();
/// The same for a code of an authenticator app, which also depends on the clock of a phone.
[[nodiscard]] http::Problem wrong_app_code();
/// 409 where browsers refuse passkeys: the drive's address is a number, or not known.
[[nodiscard]] http::Problem passkeys_unavailable();

}  // namespace audmg::functions
