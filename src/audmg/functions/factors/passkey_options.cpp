// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/base64.hpp"
#include "audmg/functions/credentials/account_credentials.hpp"
#include "audmg/functions/credentials/factor_problems.hpp"
#include "audmg/functions/credentials/passkey_challenge.hpp"
#include "audmg/functions/credentials/recent_authentication.hpp"
#include "audmg/functions/credentials/relying_party.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/identity/webauthn/cose_key.hpp"
#include "audmg/lib/json/writer.hpp"

#include <string>
#include <utility>

namespace audmg::functions {
namespace {

void write_parameters(json::Writer& json) {
  using enum identity::CoseAlgorithm;
  json.key("pubKeyCredParams").begin_array();
  for (const auto algorithm : {es256, eddsa, rs256}) {
    json.begin_object()
        .field("type", "public-key")
        .field("alg", std::to_underlying(algorithm))
        .end_object();
  }
  json.end_array();
}

/// An authenticator makes no second passkey where it has one already.
void write_present_passkeys(json::Writer& json, const identity::Factors& factors,
                            std::string_view party) {
  json.key("excludeCredentials").begin_array();
  for (const identity::Passkey& passkey : factors.passkeys) {
    if (passkey.rp_id != party) continue;
    json.begin_object().field("type", "public-key").field("id", passkey.id);
    json.key("transports").begin_array();
    for (const std::string& transport : passkey.transports) json.value(transport);
    json.end_array().end_object();
  }
  json.end_array();
}

}  // namespace

/// Options for navigator.credentials.create() (PublicKeyCredentialCreationOptionsJSON).
Response passkey_options(const http::Principal& caller, const http::Request&,
                         const AccountServices& services) {
  const auto party = relying_party(services);
  if (!party) return refuse(passkeys_unavailable());
  AUDMG_CHECK(require_recent_authentication(caller, services));
  AUDMG_TRY(const AccountCredentials credentials, load_credentials(caller.user, services));
  const std::string challenge =
      make_challenge(ChallengePurpose::registration, caller.session.text(), services);
  json::Writer json;
  json.begin_object().field("challenge", to_base64url(challenge));
  json.key("rp").begin_object().field("id", party->id).field("name", "Audmg Drive").end_object();
  json.key("user")
      .begin_object()
      .field("id", to_base64url(caller.user.text()))
      .field("name", caller.username)
      .field("displayName", caller.username)
      .end_object();
  write_parameters(json);
  json.field("timeout", std::chrono::milliseconds(kChallengeLifetime).count())
      .field("attestation", "none");
  write_present_passkeys(json, credentials.factors, party->id);
  json.key("authenticatorSelection")
      .begin_object()
      .field("residentKey", "required")
      .field("requireResidentKey", true)
      .field("userVerification", "required")
      .end_object()
      .end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
