// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/token_answer.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/identity/access_tokens.hpp"
#include "audmg/lib/json/writer.hpp"

#include <utility>

namespace audmg::functions {

Result<http::Response> token_answer(const TokenAnswer& what, const AccountServices& services) {
  const auto lifetime = services.policies.access_token_lifetime;
  AUDMG_TRY(const std::string token,
            services.access_tokens.issue({.user = what.user,
                                          .session = what.session,
                                          .username = std::string(what.username),
                                          .expires_at = services.clock.now() + lifetime}));
  json::Writer json;
  json.begin_object()
      .field("message", what.message)
      .field("token", token)
      .field("tokenType", "Bearer")
      .field("expiresIn", lifetime.count())
      .field("refreshToken", what.refresh_token)
      .end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
