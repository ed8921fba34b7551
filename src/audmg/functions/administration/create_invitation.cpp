// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/invitation_repository.hpp"
#include "audmg/functions/administration/invitation_json.hpp"
#include "audmg/functions/app_address.hpp"
#include "audmg/functions/credentials/admin_role.hpp"
#include "audmg/functions/credentials/audit_log.hpp"
#include "audmg/functions/credentials/invitation_token.hpp"
#include "audmg/functions/credentials/link_tokens.hpp"
#include "audmg/functions/credentials/recent_authentication.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/identity/account_rules.hpp"
#include "audmg/identity/account_text.hpp"
#include "audmg/lib/json/writer.hpp"

#include <string>
#include <utility>

namespace audmg::functions {
namespace {

Outcome<Invitee> read_invitee(const http::Principal& caller, const http::Request& request) {
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse_or_empty(request));
  http::FieldReader fields(body);
  Invitee invitee{
      .email = identity::normal_account_name(fields.optional_string("email").value_or("")),
      .created_by = caller.user};
  const std::string role = fields.optional_string("role").value_or("user");
  if (role != "user" && role != "admin") fields.reject("role", "invalid", "Choose user or admin.");
  if (role == "admin") invitee.role = database::Role::admin;
  if (!invitee.email.empty()) {
    if (const auto violation = identity::check_email(invitee.email)) {
      fields.reject("email", violation->code, std::string(violation->message));
    }
  }
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  return invitee;
}

}  // namespace

/// The answer is the only place where the link is ever shown.
Response create_invitation(const http::Principal& caller, const http::Request& request,
                           const AccountServices& services) {
  AUDMG_CHECK(require_admin(caller, services));
  AUDMG_CHECK(require_recent_authentication(caller, services));
  if (services.app_address.url().empty()) return refuse(no_app_address());
  AUDMG_TRY(const Invitee invitee, read_invitee(caller, request));
  const auto token = invite(invitee, services);
  if (!token) {
    if (token.error().code != ErrorCode::too_large) return std::unexpected(token.error());
    return refuse({.status = 409,
                   .code = "too_many_invitations",
                   .message = "There are 1,000 open invitations. Withdraw some first."});
  }
  AUDMG_TRY(const auto invitation, services.invitations.find_invitation(token->id));
  if (!invitation) return refuse(not_found());
  note_audit({.action = "invitation_created", .actor = caller.user}, request, services);
  json::Writer json;
  json.begin_object();
  write_invitation(json, *invitation);
  json.field("link", link_to_page("/join", token->text(), services)).end_object();
  return http::json_response(201, std::move(json).take());
}

}  // namespace audmg::functions
