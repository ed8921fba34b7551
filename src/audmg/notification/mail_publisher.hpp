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
  /// Whom the mails go to.
  std::string to;
  /// Patterns of EventFilter. An event of another type is taken and dropped.
  std::vector<std::string> types;
};

/// A Publisher that writes each event as a mail which a person understands. A mail's id is the
/// event's, so mail programs show an event that comes twice once. The mailer must outlive it.
/// Errors: invalid_argument (a pattern).
[[nodiscard]] Result<std::unique_ptr<Publisher>> make_mail_publisher(MailPublisherOptions options,
                                                                     Mailer& mailer);

}  // namespace audmg::notification
