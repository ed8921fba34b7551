// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <span>
#include <string>
#include <string_view>

namespace audmg::identity {

/// Checks the JSON that a browser wrote about a ceremony (WebAuthn level 3 section 5.8.1): its
/// type, "webauthn.create" or "webauthn.get", the challenge, one of the origins exactly, and that
/// no frame of another site asked. Errors: invalid_argument, with the reason for the log.
[[nodiscard]] Result<void> check_client_data(std::string_view json, std::string_view type,
                                             std::string_view challenge,
                                             std::span<const std::string> origins);

}  // namespace audmg::identity
