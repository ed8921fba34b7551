// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/handlers.hpp"
#include "audmg/lib/json/writer.hpp"

#include <cstddef>
#include <utility>

namespace audmg::functions {
namespace {

/// Enough for all but the longest usernames.
constexpr std::size_t kUsualBytes = 192;

}  // namespace

/// Answers from the token alone, without a look-up, so that a client can ask often.
Response me(const http::Principal& caller, const http::Request&, const AccountServices&) {
  json::Writer json(kUsualBytes);
  json.begin_object()
      .field("userId", caller.user.text())
      .field("username", caller.username)
      .field("tokenExpiresAt", format_rfc3339(caller.token_expires_at))
      .end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
