// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/base64.hpp"
#include "audmg/functions/credentials/factor_problems.hpp"
#include "audmg/functions/credentials/passkey_challenge.hpp"
#include "audmg/functions/credentials/relying_party.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/lib/json/writer.hpp"

#include <string>
#include <utility>

namespace audmg::functions {

/// Options for navigator.credentials.get() (PublicKeyCredentialRequestOptionsJSON): any passkey
/// that the authenticator has for this drive.
Response passkey_login_options(const http::Request&, const AccountServices& services) {
  const auto party = relying_party(services);
  if (!party) return refuse(passkeys_unavailable());
  const std::string challenge = make_challenge(ChallengePurpose::login, {}, services);
  json::Writer json;
  json.begin_object()
      .field("challenge", to_base64url(challenge))
      .field("rpId", party->id)
      .field("timeout", std::chrono::milliseconds(kChallengeLifetime).count())
      .field("userVerification", "required")
      .key("allowCredentials")
      .begin_array()
      .end_array()
      .end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
