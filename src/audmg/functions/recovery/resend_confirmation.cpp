// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/named_account.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/recovery/requested_mail.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"

#include <chrono>
#include <string>
#include <utility>

namespace audmg::functions {
namespace {

constexpr MailRequestLimits kResendLimits{
    .per_recipient = {"resend_mailbox", 3, std::chrono::hours(1)},
    .per_client = {"resend_client", 20, std::chrono::hours(1)}};

}  // namespace

/// Sends the link that confirms the address of an account once more. Takes no token, because with
/// AUDMG_SIGNUP=confirm nobody has one before.
Response resend_confirmation(const http::Request& request, const AccountServices& services) {
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse(request));
  http::FieldReader fields(body);
  const std::string name = read_account_name(fields);
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  return request_mail({.kind = AccountMailKind::verify_email, .to = name}, kResendLimits, request,
                      services);
}

}  // namespace audmg::functions
