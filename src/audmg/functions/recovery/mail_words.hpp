// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/credentials/account_mail.hpp"
#include "audmg/notification/mailer.hpp"

#include <string>
#include <string_view>

namespace audmg::functions {

struct MailWords {
  AccountMailKind kind{};
  /// "de"; every other one gets English.
  std::string_view language;
  std::string_view username;
  /// The link to follow; for a notice, the address of the app.
  std::string_view link;
  /// As AccountMail::subject.
  std::string_view subject;
};

/// Returns subject, text and HTML of a mail, without its recipient. Names are one line each and are
/// escaped in HTML.
[[nodiscard]] notification::Mail mail_words(const MailWords& words);

}  // namespace audmg::functions
