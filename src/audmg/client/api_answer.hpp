// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/client/connection.hpp"

#include <string_view>

namespace audmg::client {

/// Reads a response of the drive. What is not JSON, and a refusal without a code, are answers of
/// another program: `code` is then kNoDrive.
[[nodiscard]] ApiAnswer read_answer(const curl::ClientAnswer& response);

inline constexpr std::string_view kNoDrive = "no_drive";

}  // namespace audmg::client
