// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/notification/mailer.hpp"
#include "audmg/notification/publisher.hpp"

#include <memory>
#include <string>
#include <vector>

namespace audmg::notification {

struct MailPublisherOptions {
  /// Recipient's address.
  std::string to;
  /// Patterns of EventFilter. Events of other types are accepted and dropped.
  std::vector<std::string> types;
};

/// Returns a Publisher that writes each event as a mail for human readers. The mail takes the
/// event's id, so mail programs show an event that is delivered twice only once. The mailer must
/// outlive it. Errors: invalid_argument (a pattern).
[[nodiscard]] Result<std::unique_ptr<Publisher>> make_mail_publisher(MailPublisherOptions options,
                                                                     Mailer& mailer);

}  // namespace audmg::notification
