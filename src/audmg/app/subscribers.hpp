// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/config/settings.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/functions/audience.hpp"
#include "audmg/functions/notifier.hpp"
#include "audmg/notification/event.hpp"
#include "audmg/notification/event_filter.hpp"
#include "audmg/notification/mailer.hpp"
#include "audmg/notification/publisher.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::app {

/// Who is told about events by the settings: a webhook, a mailbox, nobody. Thread-safe.
class Subscribers final : public functions::Audience {
 public:
  /// Throws ConfigError, naming the setting that cannot be used. The clock must outlive it.
  Subscribers(const config::Settings& settings, const Clock& clock);

  [[nodiscard]] std::span<const functions::Subscriber> all() const noexcept { return all_; }
  [[nodiscard]] std::vector<std::string> deliveries(
      const notification::Event& event) const override;
  [[nodiscard]] Result<void> deliver(std::string_view body) const override;

 private:
  std::unique_ptr<notification::Publisher> webhook_;
  std::unique_ptr<notification::Mailer> mailer_;
  std::unique_ptr<notification::Publisher> mail_;
  std::optional<notification::EventFilter> mail_filter_;
  std::vector<functions::Subscriber> all_;
};

}  // namespace audmg::app
