// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/factors/passkey_json.hpp"

#include "audmg/core/clock.hpp"

namespace audmg::functions {

void write_passkey(json::Writer& json, const identity::Passkey& passkey, std::string_view party) {
  json.field("passkeyId", passkey.id)
      .field("name", passkey.name)
      .field("rpId", passkey.rp_id)
      .field("usableHere", passkey.rp_id == party)
      .field("synced", passkey.backed_up)
      .field("createdAt", format_rfc3339(passkey.created_at));
  if (passkey.last_used_at) json.field("lastUsedAt", format_rfc3339(*passkey.last_used_at));
}

void write_passkeys(json::Writer& json, const identity::Factors& factors, std::string_view party) {
  json.key("passkeys").begin_array();
  for (const identity::Passkey& passkey : factors.passkeys) {
    json.begin_object();
    write_passkey(json, passkey, party);
    json.end_object();
  }
  json.end_array();
}

}  // namespace audmg::functions
