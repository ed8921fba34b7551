// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/composition/subscribers.hpp"

#include "audmg/app/composition/logging_and_policies.hpp"
#include "audmg/config/config_error.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/notification/adapters/smtp/smtp_mailer.hpp"
#include "audmg/notification/adapters/webhook/webhook_publisher.hpp"
#include "audmg/notification/mail_publisher.hpp"
#include "audmg/notification/mail_text.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace audmg::app {
namespace {

constexpr std::string_view kWebhook = "webhook";
constexpr std::string_view kMail = "mail";
constexpr std::string_view kTopic = "topic";

void require_address(std::string_view address, std::string_view setting) {
  if (notification::is_mail_address(address)) return;
  throw config::ConfigError(std::string(setting) +
                            ": write a plain mail address as drive@example.org.");
}

}  // namespace

Publishers make_publishers(const config::Settings& settings, const Clock& clock) {
  Publishers publishers;
  if (!settings.webhook_url.empty()) {
    publishers.webhook = or_config_error(
        notification::make_webhook_publisher({.url = settings.webhook_url,
                                              .secret = settings.webhook_secret,
                                              .allow_private = settings.webhook_allow_private},
                                             clock),
        "AUDMG_WEBHOOK_URL, AUDMG_WEBHOOK_SECRET");
  }
  if (!settings.notify_email.empty() && !settings.smtp_url.empty()) {
    require_address(settings.mail_from, "AUDMG_MAIL_FROM");
    add_mailbox(settings,
                or_config_error(notification::make_smtp_mailer({.url = settings.smtp_url,
                                                                .user = settings.smtp_user,
                                                                .password = settings.smtp_password,
                                                                .from = settings.mail_from},
                                                               clock),
                                "AUDMG_SMTP_URL"),
                publishers);
  }
  return publishers;
}

void add_mailbox(const config::Settings& settings, std::unique_ptr<notification::Mailer> mailer,
                 Publishers& publishers) {
  require_address(settings.notify_email, "AUDMG_NOTIFY_EMAIL");
  require_address(settings.mail_from, "AUDMG_MAIL_FROM");
  publishers.mailer = std::move(mailer);
  publishers.mail = or_config_error(
      notification::make_mail_publisher(
          {.to = settings.notify_email, .types = settings.notify_email_events}, *publishers.mailer),
      "AUDMG_NOTIFY_EMAIL_EVENTS");
}

notification::Subscribers make_subscribers(const config::Settings& settings,
                                           Publishers publishers) {
  std::vector<notification::Subscriber> subscribers;
  if (!settings.webhook_url.empty()) {
    subscribers.push_back({.name = kWebhook, .publisher = std::move(publishers.webhook)});
  }
  if (!settings.notify_email.empty()) {
    subscribers.push_back(
        {.name = kMail,
         .filter = or_config_error(notification::EventFilter::parse(settings.notify_email_events),
                                   "AUDMG_NOTIFY_EMAIL_EVENTS"),
         .publisher = std::move(publishers.mail)});
  }
  if (!settings.events_topic_arn.empty() && settings.uses_aws()) {
    subscribers.push_back({.name = kTopic, .publisher = std::move(publishers.topic)});
  }
  return notification::Subscribers(std::move(subscribers), std::move(publishers.mailer));
}

}  // namespace audmg::app
