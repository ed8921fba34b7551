// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/app_address.hpp"
#include "audmg/functions/credentials/account_mail.hpp"
#include "audmg/functions/credentials/link_tokens.hpp"
#include "audmg/functions/credentials/named_account.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/functions/recovery/mail_words.hpp"
#include "audmg/notification/mailer.hpp"
#include "audmg/telemetry/logger.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace audmg::functions {
namespace {

/// Accounts whose owner's address is not known, or is another account's, have one that ends so.
constexpr std::string_view kNoMailbox = ".invalid";

/// The account that a mail is about, if there is (still) one that gets such mails.
Result<std::optional<database::User>> find_recipient(const AccountMail& mail,
                                                     const AccountServices& services) {
  AUDMG_TRY(auto user, mail.user.empty() ? find_named_account(mail.to, services.users)
                                         : services.users.find_user(mail.user));
  if (!user || user->disabled) return std::nullopt;
  // A link for the account as it is now would take in what was not asked for it.
  const bool has_changed =
      mail.kind == AccountMailKind::change_email &&
      (user->credential_version != mail.credential_version || user->email != mail.present_email);
  if (has_changed) return std::nullopt;
  const bool asks_again = mail.user.empty() && mail.kind == AccountMailKind::verify_email;
  if (asks_again && user->email_verified_at) return std::nullopt;
  return user;
}

std::string link_of(const AccountMail& mail, const database::User& user,
                    const AccountServices& services) {
  const auto link = [&](std::string_view page, LinkPurpose purpose, std::string_view new_email) {
    return link_to_page(page, make_link_token(purpose, user, new_email, services), services);
  };
  using enum AccountMailKind;
  if (mail.kind == reset_password) return link("/reset", LinkPurpose::reset_password, {});
  if (mail.kind == verify_email) return link("/verify", LinkPurpose::verify_email, {});
  if (mail.kind == change_email) return link("/verify", LinkPurpose::change_email, mail.to);
  // Where app passwords, which still work, can be ended.
  if (mail.kind == password_changed) return services.app_address.url() + "/settings";
  return services.app_address.url();
}

}  // namespace

Result<void> send_account_mail(const Job& job, const MailServices& services) {
  AUDMG_TRY(const AccountMail mail, account_mail_from_json(job.body));
  AUDMG_TRY(const auto user, find_recipient(mail, services));
  if (!user) return {};
  notification::Mail words = mail_words({.kind = mail.kind,
                                         .language = user->language,
                                         .username = user->username,
                                         .link = link_of(mail, *user, services),
                                         .subject = mail.subject});
  // As the account has it, not as somebody typed it.
  words.to = mail.user.empty() || mail.to.empty() ? user->email : mail.to;
  if (words.to.ends_with(kNoMailbox)) return {};
  const auto sent = services.mailer.send_mail(words);
  if (sent || sent.error().code != ErrorCode::invalid_argument) return sent;
  // Refused for good; another try would be refused too.
  services.logger.log(telemetry::Level::warning, "account_mail_refused",
                      {{"userId", std::string_view(user->id.text())},
                       {"reason", std::string_view(sent.error().message)}});
  return {};
}

}  // namespace audmg::functions
