// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/shown_factor.hpp"

#include "audmg/functions/credentials/code_check.hpp"

namespace audmg::functions {

ShownFactor read_factor(const http::JsonBody& body, http::FieldReader& fields) {
  ShownFactor factor{.code = fields.optional_string("code"),
                     .recovery_code = fields.optional_string("recoveryCode")};
  const json::Value* passkey = body.object().find("passkey");
  if (passkey == nullptr || passkey->is_null()) return factor;
  factor.passkey = read_assertion(*passkey);
  if (!factor.passkey) {
    fields.reject("passkey", "invalid", "This is not the answer of an authenticator.");
  }
  return factor;
}

Outcome<std::string_view> check_factor(const UserId& user, const ShownFactor& factor,
                                       const AccountServices& services) {
  if (factor.passkey) {
    AUDMG_CHECK(check_passkey(user, *factor.passkey, services));
    return "passkey";
  }
  if (factor.recovery_code) {
    AUDMG_CHECK(check_recovery_code(user, *factor.recovery_code, services));
    return "recovery_code";
  }
  AUDMG_CHECK(check_totp_code(user, factor.code.value_or(""), services));
  return "totp";
}

}  // namespace audmg::functions
