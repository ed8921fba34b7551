// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/functions/credentials/account_credentials.hpp"
#include "audmg/functions/credentials/code_check.hpp"
#include "audmg/functions/credentials/recent_authentication.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/identity/secret_box.hpp"
#include "audmg/identity/totp.hpp"
#include "audmg/lib/json/writer.hpp"

#include <string>
#include <utility>

namespace audmg::functions {

/// Shows a secret for an authenticator app, which counts once a code of it was sent to
/// confirm_totp().
Response create_totp(const http::Principal& caller, const http::Request&,
                     const AccountServices& services) {
  AUDMG_CHECK(require_recent_authentication(caller, services));
  const std::string secret = identity::make_totp_secret();
  AUDMG_CHECK(change_factors(
      caller.user,
      [&](identity::Factors& factors) -> Result<bool> {
        factors.pending_totp = identity::Totp{
            .sealed_secret = services.secret_box.seal(totp_context(caller.user), secret),
            .added_at = services.clock.now()};
        return true;
      },
      services));
  json::Writer json;
  json.begin_object()
      .field("secret", identity::to_base32(secret))
      .field("otpauthUrl", identity::otpauth_url(secret, caller.username))
      .end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
