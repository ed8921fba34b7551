// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/account_credentials.hpp"
#include "audmg/functions/credentials/relying_party.hpp"
#include "audmg/functions/factors/passkey_json.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/lib/json/writer.hpp"

#include <string>
#include <utility>

namespace audmg::functions {

Response list_passkeys(const http::Principal& caller, const http::Request&,
                       const AccountServices& services) {
  AUDMG_TRY(const AccountCredentials credentials, load_credentials(caller.user, services));
  const auto party = relying_party(services);
  json::Writer json;
  json.begin_object();
  write_passkeys(json, credentials.factors, party ? party->id : "");
  json.end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
