// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace audmg::functions {

/// The mails that users get about their accounts.
enum class AccountMailKind {
  reset_password,  ///< to whoever has the address, if anybody has
  verify_email,
  change_email,                 ///< to the new address
  email_taken,                  ///< somebody tried to sign up with the address of this account
  password_changed,             ///< notices of what was done
  password_changed_everywhere,  ///< the app passwords were ended, too
  email_changed,                ///< to the former address
  factor_added,
  factor_removed,
  factors_reset,  ///< an admin or the operator took all second factors away
  recovery_code_used,
  app_password_created,
};

/// A mail that waits in the queue "mail". Its text, with its link, is written when it is sent, so
/// that the queue holds no secret.
struct AccountMail {
  AccountMailKind kind{};
  /// Empty if the recipient is looked up when the mail is sent: of reset_password, and of
  /// verify_email that somebody asked for, which is sent only if the address is not confirmed.
  UserId user{};
  /// The recipient, if it is not the user's present address; without a user the account's name or
  /// address, as it was typed.
  std::string to{};
  /// The thing that the notice is about, such as the name of a passkey.
  std::string subject{};
  /// The account as it was when change_email was asked for. The link is for that account, whatever
  /// becomes of it before the mail is sent.
  std::int64_t credential_version = 0;
  std::string present_email{};
};

[[nodiscard]] std::string account_mail_to_json(const AccountMail& mail);
/// Errors: invalid_argument.
[[nodiscard]] Result<AccountMail> account_mail_from_json(std::string_view text);

/// Returns whether this deployment sends mails to users: it has a mail server, and links have an
/// address.
[[nodiscard]] bool sends_mail(const CommonServices& services);

/// Puts the mail into the queue. Does nothing where none are sent. Errors: those of the queue.
[[nodiscard]] Result<void> queue_mail(const AccountMail& mail, const AccountServices& services);

/// As queue_mail(), for notices of what is done already: a failure is only logged.
void queue_notice(const AccountMail& mail, const AccountServices& services);

}  // namespace audmg::functions
