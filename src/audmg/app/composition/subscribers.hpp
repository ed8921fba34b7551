// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/config/settings.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/notification/mailer.hpp"
#include "audmg/notification/publisher.hpp"
#include "audmg/notification/subscribers.hpp"

#include <memory>

namespace audmg::app {

/// The adapters that carry events to the subscribers. Each is null if there is no such subscriber,
/// or if this process only addresses events to it.
struct Publishers {
  std::unique_ptr<notification::Publisher> webhook;
  std::unique_ptr<notification::Mailer> mailer;
  std::unique_ptr<notification::Publisher> mail;
  std::unique_ptr<notification::Publisher> topic;
};

/// Makes the publishers that the settings name: a webhook, a mailbox by SMTP. Throws ConfigError,
/// naming the setting that cannot be used. The clock must outlive them.
[[nodiscard]] Publishers make_publishers(const config::Settings& settings, const Clock& clock);
/// Adds a mailbox that another mailer serves. Precondition: AUDMG_NOTIFY_EMAIL is set. Throws
/// ConfigError.
void add_mailbox(const config::Settings& settings, std::unique_ptr<notification::Mailer> mailer,
                 Publishers& publishers);

/// Returns all subscribers that the settings name: a webhook, a mailbox, a topic, or none.
/// `publishers` may be empty where deliveries are only addressed. Throws ConfigError, naming the
/// setting that cannot be used.
[[nodiscard]] notification::Subscribers make_subscribers(const config::Settings& settings,
                                                         Publishers publishers);

}  // namespace audmg::app
