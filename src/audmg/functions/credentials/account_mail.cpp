// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/account_mail.hpp"

#include "audmg/core/number.hpp"
#include "audmg/functions/app_address.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/queue/message_queue.hpp"
#include "audmg/telemetry/logger.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace audmg::functions {
namespace {

constexpr std::size_t kMaxMessageBytes = 4096;
/// Of messages that belong to no user yet.
constexpr std::string_view kNobodysGroup = "nobody";

using enum AccountMailKind;
constexpr std::array kNames = {
    std::pair{reset_password, std::string_view("reset_password")},
    std::pair{verify_email, std::string_view("verify_email")},
    std::pair{change_email, std::string_view("change_email")},
    std::pair{email_taken, std::string_view("email_taken")},
    std::pair{password_changed, std::string_view("password_changed")},
    std::pair{password_changed_everywhere, std::string_view("password_changed_everywhere")},
    std::pair{email_changed, std::string_view("email_changed")},
    std::pair{factor_added, std::string_view("factor_added")},
    std::pair{factor_removed, std::string_view("factor_removed")},
    std::pair{factors_reset, std::string_view("factors_reset")},
    std::pair{recovery_code_used, std::string_view("recovery_code_used")},
    std::pair{app_password_created, std::string_view("app_password_created")},
};
using Name = decltype(kNames)::value_type;

std::string member_text(const json::Value& object, std::string_view name) {
  const json::Value* value = object.find(name);
  const std::string* text = value == nullptr ? nullptr : value->as_string();
  return text == nullptr ? std::string() : *text;
}

}  // namespace

std::string account_mail_to_json(const AccountMail& mail) {
  json::Writer json;
  json.begin_object()
      .field("kind", std::ranges::find(kNames, mail.kind, &Name::first)->second)
      .field("userId", mail.user.text())
      .field("to", mail.to)
      .field("subject", mail.subject)
      .field("credentialVersion", std::to_string(mail.credential_version))
      .field("presentEmail", mail.present_email)
      .end_object();
  return std::move(json).take();
}

Result<AccountMail> account_mail_from_json(std::string_view text) {
  const auto object = json::parse(text, {.max_bytes = kMaxMessageBytes});
  if (!object) return fail(ErrorCode::invalid_argument, "the message is no JSON");
  const auto* name = std::ranges::find(kNames, member_text(*object, "kind"), &Name::second);
  if (name == kNames.end()) return fail(ErrorCode::invalid_argument, "a mail of unknown kind");
  AccountMail mail{
      .kind = name->first,
      .to = member_text(*object, "to"),
      .subject = member_text(*object, "subject"),
      // Messages of earlier versions have none: their links are for no account.
      .credential_version =
          parse_whole<std::int64_t>(member_text(*object, "credentialVersion"), 0).value_or(0),
      .present_email = member_text(*object, "presentEmail")};
  if (auto user = UserId::parse(member_text(*object, "userId"))) mail.user = *std::move(user);
  const bool is_looked_up = mail.kind == reset_password || mail.kind == verify_email;
  if (mail.user.empty() && !is_looked_up) {
    return fail(ErrorCode::invalid_argument, "a mail to nobody");
  }
  return mail;
}

bool sends_mail(const CommonServices& services) {
  return services.policies.has_mailer && !services.app_address.url().empty();
}

Result<void> queue_mail(const AccountMail& mail, const AccountServices& services) {
  if (!sends_mail(services)) return {};
  AUDMG_CHECK(services.mail_queue.send_message(
      {.body = account_mail_to_json(mail),
       .group_id = mail.user.empty() ? std::string(kNobodysGroup) : mail.user.text()}));
  return {};
}

void queue_notice(const AccountMail& mail, const AccountServices& services) {
  const auto queued = queue_mail(mail, services);
  if (queued) return;
  services.logger.log(telemetry::Level::error, "account_mail_lost",
                      {{"userId", std::string_view(mail.user.text())},
                       {"reason", std::string_view(queued.error().message)}});
}

}  // namespace audmg::functions
