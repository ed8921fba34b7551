// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/attempt_repository.hpp"
#include "audmg/functions/credentials/account_mail.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/request.hpp"
#include "audmg/http/response.hpp"

#include <string>

namespace audmg::functions {

/// Limits for one kind of mail that strangers may ask for.
struct MailRequestLimits {
  /// For one recipient. A request beyond it gets the usual answer and no mail.
  database::AttemptLimit per_recipient;
  /// From one client. Not counted with AUDMG_RATE_LIMITS=off.
  database::AttemptLimit per_client;
};

/// Answers a request of somebody who is not logged in for a mail to `mail.to`, with 202. Whether
/// anybody has that name is found out later, when the mail is sent, so that answer and time are the
/// same for every name. `recipient` is what the mails are counted by, one text for each account.
/// Refuses with 429. Errors: those of the repository and of the queue.
[[nodiscard]] Outcome<http::Response> request_mail(const AccountMail& mail,
                                                   const std::string& recipient,
                                                   const MailRequestLimits& limits,
                                                   const http::Request& request,
                                                   const AccountServices& services);

}  // namespace audmg::functions
