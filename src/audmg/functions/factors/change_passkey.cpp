// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/account_credentials.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/label.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace audmg::functions {

/// Gives a passkey another name.
Response change_passkey(const http::Principal& caller, const http::Request& request,
                        const AccountServices& services) {
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse_patch(request));
  http::FieldReader fields(body);
  const std::string name = read_label("name", fields.optional_string("name"), fields);
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  const std::string_view id = request.path_parameters.find("id").value_or("");
  bool found = false;
  AUDMG_CHECK(change_factors(
      caller.user,
      [&](identity::Factors& factors) -> Result<bool> {
        const auto passkey = std::ranges::find(factors.passkeys, id, &identity::Passkey::id);
        found = passkey != factors.passkeys.end();
        if (found) passkey->name = name;
        return found;
      },
      services));
  if (!found) return refuse(not_found());
  return http::Response{.status = 204, .headers = {}, .body = {}};
}

}  // namespace audmg::functions
