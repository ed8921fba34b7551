// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/response.hpp"

#include <string>
#include <string_view>

namespace audmg::functions {

struct TokenAnswer {
  std::string_view message;
  std::string_view username;
  SessionId session;
  UserId user;
  std::string refresh_token;
};

/// Returns the answer to log-in and refresh: a fresh access token beside the refresh token. Errors:
/// internal.
[[nodiscard]] Result<http::Response> token_answer(const TokenAnswer& what,
                                                  const AccountServices& services);

}  // namespace audmg::functions
