// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/account_name.hpp"
#include "audmg/database/user_repository.hpp"
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

/// Returns one text for an account, whether it was named by username or by address: its id, or for
/// nobody the name. Looks nobody up as well, so that both take the same time.
Result<std::string> recipient_of(const std::string& name, const AccountServices& services) {
  AUDMG_TRY(const auto user, find_named_account(name, services.users));
  if (user) return user->id.text();
  AUDMG_CHECK(services.users.find_user(UserId::make(services.clock.now())));
  return database::fold_account_name(name);
}

}  // namespace

/// Sends the link that confirms the address of an account once more. Takes no token, because with
/// AUDMG_SIGNUP=confirm nobody has one before.
Response resend_confirmation(const http::Request& request, const AccountServices& services) {
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse(request));
  http::FieldReader fields(body);
  const std::string name = read_account_name(fields);
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  AUDMG_TRY(const std::string recipient, recipient_of(name, services));
  return request_mail({.kind = AccountMailKind::verify_email, .to = name}, recipient, kResendLimits,
                      request, services);
}

}  // namespace audmg::functions
