// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/credentials/account_mail.hpp"
#include "audmg/functions/credentials/audit_log.hpp"
#include "audmg/functions/credentials/link_tokens.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"

#include <string>
#include <utility>

namespace audmg::functions {
namespace {

/// A link of either kind, whose account is still as it was.
struct OpenedLink {
  LinkPurpose purpose{};
  LinkToken token;
  database::User user;
};

Outcome<OpenedLink> open_link(std::string_view text, const AccountServices& services) {
  LinkPurpose purpose = LinkPurpose::verify_email;
  auto token = read_link_token(purpose, text, services);
  if (!token) {
    purpose = LinkPurpose::change_email;
    token = read_link_token(purpose, text, services);
  }
  if (!token) return refuse(invalid_link());
  AUDMG_TRY(auto user, services.users.find_user(token->user));
  if (!user || !is_current(purpose, *token, *user)) return refuse(invalid_link());
  return OpenedLink{.purpose = purpose, .token = *std::move(token), .user = *std::move(user)};
}

Outcome<void> carry_out(const OpenedLink& link, const AccountServices& services) {
  database::UserChange change{.email_verified_at = services.clock.now(),
                              .if_email = link.token.email};
  if (link.purpose == LinkPurpose::change_email) change.email = link.token.new_email;
  AUDMG_TRY(const auto outcome, services.users.change_user(link.user.id, change));
  switch (outcome) {
    case database::ChangeUserOutcome::changed:
      return {};
    case database::ChangeUserOutcome::email_taken:
      return refuse(email_taken());
    case database::ChangeUserOutcome::other_email:
      break;
  }
  return refuse(invalid_link());
}

}  // namespace

/// Takes the links that confirm the address of an account and those that replace it.
Response verify_email(const http::Request& request, const AccountServices& services) {
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse(request));
  http::FieldReader fields(body);
  const std::string text = fields.required_string("token");
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  AUDMG_TRY(const OpenedLink link, open_link(text, services));
  AUDMG_CHECK(carry_out(link, services));
  const bool is_new = link.purpose == LinkPurpose::change_email;
  if (is_new) {
    queue_notice({.kind = AccountMailKind::email_changed,
                  .user = link.user.id,
                  .to = link.token.email,
                  .subject = link.token.new_email},
                 services);
  }
  note_audit({.action = is_new ? "email_changed" : "email_verified", .user = link.user.id}, request,
             services);
  return http::Response{.status = 204, .headers = {}, .body = {}};
}

}  // namespace audmg::functions
