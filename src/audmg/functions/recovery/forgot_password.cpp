// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/account_name.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/recovery/requested_mail.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/identity/account_rules.hpp"
#include "audmg/identity/account_text.hpp"

#include <chrono>
#include <string>
#include <utility>

namespace audmg::functions {
namespace {

constexpr MailRequestLimits kForgotLimits{
    .per_recipient = {"forgot_mailbox", 3, std::chrono::hours(1)},
    .per_client = {"forgot_client", 20, std::chrono::hours(1)}};

Outcome<std::string> read_email(const http::Request& request) {
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse(request));
  http::FieldReader fields(body);
  std::string email = identity::normal_account_name(fields.required_string("email"));
  if (const auto violation = identity::check_email(email); violation && !fields.rejected("email")) {
    fields.reject("email", violation->code, std::string(violation->message));
  }
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  return email;
}

}  // namespace

Response forgot_password(const http::Request& request, const AccountServices& services) {
  AUDMG_TRY(const std::string email, read_email(request));
  return request_mail({.kind = AccountMailKind::reset_password, .to = email},
                      database::fold_account_name(email), kForgotLimits, request, services);
}

}  // namespace audmg::functions
