// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/credentials/account_mail.hpp"

#include <string_view>

namespace audmg::functions {

/// The words of one kind of mail in one language. "{name}" stands for the user's name, "{subject}"
/// for AccountMail::subject; the link comes between `before` and `after`.
struct MailTemplate {
  std::string_view subject;
  std::string_view greeting;
  std::string_view before;
  /// Label of the link in HTML.
  std::string_view button;
  std::string_view after;
};

/// Returns the words in German for "de", else in English.
[[nodiscard]] const MailTemplate& mail_template(AccountMailKind kind, std::string_view language);

}  // namespace audmg::functions
