// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/identity/account_rules.hpp"
#include "audmg/lib/json/writer.hpp"

#include <utility>

namespace audmg::functions {

/// Tells forms what a new password must have, before anybody is logged in.
Response password_rules(const http::Request&, const CommonServices& services) {
  json::Writer json;
  json.begin_object()
      .field("minLength", services.policies.min_password)
      .field("minLengthWithSecondFactor", services.policies.min_password_with_factor)
      .field("maxLength", identity::kMaxPasswordCharacters)
      .end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
