// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/config/settings.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/functions/audience.hpp"
#include "audmg/functions/events/notifier.hpp"
#include "audmg/notification/event.hpp"
#include "audmg/notification/event_filter.hpp"
#include "audmg/notification/mailer.hpp"
#include "audmg/notification/publisher.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::app {

/// What carries events to the subscribers; null: there is no such subscriber, or this process tells
/// nobody itself.
struct Publishers {
  std::unique_ptr<notification::Publisher> webhook;
  std::unique_ptr<notification::Mailer> mailer;
  std::unique_ptr<notification::Publisher> mail;
  std::unique_ptr<notification::Publisher> topic;
};

/// Those that the settings name: a webhook, a mailbox by SMTP. Throws ConfigError, naming the
/// setting that cannot be used. The clock must outlive them.
[[nodiscard]] Publishers make_publishers(const config::Settings& settings, const Clock& clock);
/// A mailbox by a mailer of one's own. Precondition: AUDMG_NOTIFY_EMAIL is set. Throws ConfigError.
void add_mailbox(const config::Settings& settings, std::unique_ptr<notification::Mailer> mailer,
                 Publishers& publishers);

/// Who is told about events by the settings: a webhook, a mailbox, a topic, nobody. Thread-safe.
class Subscribers final : public functions::Audience {
 public:
  /// `publishers` may have none of them, where only deliveries() is called. Throws ConfigError,
  /// naming the setting that cannot be used.
  Subscribers(const config::Settings& settings, Publishers publishers);

  /// Whether nobody is told.
  [[nodiscard]] bool empty() const noexcept { return !webhook_ && !mail_filter_ && !topic_; }
  [[nodiscard]] std::vector<std::string> deliveries(
      const notification::Event& event) const override;
  [[nodiscard]] Result<void> deliver(std::string_view body) const override;

 private:
  const bool webhook_;
  const bool topic_;
  std::optional<notification::EventFilter> mail_filter_;
  const Publishers publishers_;
  std::vector<functions::Subscriber> reachable_;
};

}  // namespace audmg::app
