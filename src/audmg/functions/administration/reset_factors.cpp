// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/administration/taken_factors.hpp"
#include "audmg/functions/credentials/admin_role.hpp"
#include "audmg/functions/credentials/audit_log.hpp"
#include "audmg/functions/credentials/recent_authentication.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/lib/json/writer.hpp"

#include <string>
#include <utility>

namespace audmg::functions {
namespace {

Outcome<bool> read_keep_passkeys(const http::Request& request) {
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse_or_empty(request));
  http::FieldReader fields(body);
  const bool keep_passkeys = fields.optional_bool("keepPasskeys").value_or(false);
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  return keep_passkeys;
}

std::string json_of(const TakenFactors& taken) {
  json::Writer json;
  json.begin_object();
  write_taken_factors(json, taken);
  return std::move(json.end_object()).take();
}

}  // namespace

/// Lets a user who has lost the second factors log in with the password alone.
Response reset_factors(const http::Principal& caller, const http::Request& request,
                       const AccountServices& services) {
  AUDMG_CHECK(require_admin(caller, services));
  AUDMG_CHECK(require_recent_authentication(caller, services));
  const auto id = UserId::parse(request.path_parameters.find("id").value_or(""));
  if (!id) return refuse(not_found());
  AUDMG_TRY(const bool keep_passkeys, read_keep_passkeys(request));
  AUDMG_TRY(const auto user, services.users.find_user(*id));
  if (!user) return refuse(not_found());
  const auto note = [&](const TakenFactors& taken) {
    note_audit(
        {.action = "factors_reset", .user = *id, .actor = caller.user, .detail = json_of(taken)},
        request, services);
  };
  AUDMG_TRY(const TakenFactors taken, take_factors_away(*id, keep_passkeys, note, services));
  return http::json_response(200, json_of(taken));
}

}  // namespace audmg::functions
