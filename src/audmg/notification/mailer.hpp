// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <string>

namespace audmg::notification {

/// A mail to one person.
struct Mail {
  std::string to{};     ///< an address, without a name
  std::string subject;  ///< UTF-8, one line
  std::string text;     ///< UTF-8
  /// The same as a page of HTML without anything from elsewhere, UTF-8; "": text only.
  std::string html{};
  /// Becomes part of the Message-ID, so that a mail sent twice is shown once; "" for a fresh one.
  std::string id{};
};

/// Sends mail. May block for some seconds; thread-safe.
class Mailer {
 public:
  Mailer() = default;
  Mailer(const Mailer&) = delete;
  Mailer& operator=(const Mailer&) = delete;
  virtual ~Mailer() = default;

  /// Returns when the next mail server has accepted the mail. Errors: invalid_argument (the address
  /// or the mail is refused permanently), unavailable or deadline_exceeded (retryable), internal.
  [[nodiscard]] virtual Result<void> send_mail(const Mail& mail) = 0;
};

}  // namespace audmg::notification
