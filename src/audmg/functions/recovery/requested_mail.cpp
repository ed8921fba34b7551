// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/recovery/requested_mail.hpp"

#include "audmg/functions/credentials/counted_attempts.hpp"
#include "audmg/lib/json/writer.hpp"

#include <string_view>
#include <utility>
#include <variant>

namespace audmg::functions {
namespace {

std::string_view message_of(const AccountMail& mail, const CommonServices& services) {
  if (!sends_mail(services)) return "This drive sends no mails. Ask its operator for a link.";
  return mail.kind == AccountMailKind::verify_email
             ? "If this account waits for its address to be confirmed, a mail with a link is on "
               "its way."
             : "If an account has this address, a mail with a link is on its way.";
}

http::Response accepted(const AccountMail& mail, const CommonServices& services) {
  json::Writer json;
  json.begin_object().field("message", message_of(mail, services)).end_object();
  return http::json_response(202, std::move(json).take());
}

/// Nobody is told that a recipient has had its mails.
Outcome<void> queue_counted(const AccountMail& mail, const std::string& recipient,
                            const database::AttemptLimit& limit, const AccountServices& services) {
  auto attempts = CountedAttempts::take({{limit, recipient}}, services);
  if (!attempts) {
    if (std::holds_alternative<http::Problem>(attempts.error())) return {};
    return std::unexpected(std::move(attempts).error());
  }
  const auto queued = queue_mail(mail, services);
  if (queued) return {};
  attempts->give_back();
  return std::unexpected(queued.error());
}

}  // namespace

Outcome<http::Response> request_mail(const AccountMail& mail, const std::string& recipient,
                                     const MailRequestLimits& limits, const http::Request& request,
                                     const AccountServices& services) {
  AUDMG_TRY(CountedAttempts attempts, count_client(limits.per_client, request, services));
  if (auto queued = queue_counted(mail, recipient, limits.per_recipient, services); !queued) {
    attempts.give_back();
    return std::unexpected(std::move(queued).error());
  }
  return accepted(mail, services);
}

}  // namespace audmg::functions
