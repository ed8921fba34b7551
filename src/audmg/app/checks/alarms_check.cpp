// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/checks/check.hpp"
#include "audmg/app/composition/subscribers.hpp"
#include "audmg/config/config_error.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/notification/delivery.hpp"
#include "audmg/notification/event.hpp"
#include "audmg/notification/subscribers.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace audmg::app {
namespace {

constexpr std::string_view kAlarms = "alarms";
constexpr std::string_view kTrial = "alarm.trial";

Finding alarms_finding(Verdict verdict, std::string text, std::string advice = {}) {
  return {verdict, std::string(kAlarms), std::move(text), std::move(advice)};
}

notification::Event trial_event(TimePoint now) {
  return {.id = EventId::make(now).text(),
          .type = std::string(kTrial),
          .at = now,
          .user_id = {},
          .file_id = {},
          .detail = R"({"message":"This is a trial: `audmg doctor` was asked to send it."})"};
}

Finding try_delivery(const std::string& body, const notification::Subscribers& subscribers) {
  const auto delivery = notification::delivery_from_json(body);
  if (!delivery) return alarms_finding(Verdict::fail, delivery.error().message);
  const std::string& name = delivery->subscriber;
  if (const auto delivered = subscribers.deliver(body); !delivered) {
    return alarms_finding(Verdict::fail, name + ": " + delivered.error().message,
                          name == "mail"
                              ? "Correct the settings AUDMG_SMTP_... and AUDMG_MAIL_FROM."
                              : "Correct AUDMG_WEBHOOK_URL, or what answers there.");
  }
  return alarms_finding(Verdict::ok, "the trial alarm was taken by: " + name);
}

}  // namespace

std::vector<Finding> check_alarms(const config::Settings& settings, bool sends_trial) {
  // There, CloudWatch tells the topic of the deployment.
  if (settings.uses_aws()) return {};
  try {
    const SystemClock clock;
    const auto subscribers = make_subscribers(settings, make_publishers(settings, clock));
    const auto deliveries = subscribers.deliveries(trial_event(clock.now()));
    if (deliveries.empty()) {
      return {alarms_finding(Verdict::warn, "nobody hears of them",
                             "Set AUDMG_NOTIFY_EMAIL or AUDMG_WEBHOOK_URL (docs/monitoring.md).")};
    }
    std::vector<Finding> findings;
    for (const std::string& body : deliveries) {
      if (sends_trial) findings.push_back(try_delivery(body, subscribers));
    }
    if (!sends_trial) {
      findings.push_back(alarms_finding(
          Verdict::ok, "somebody hears of them; `audmg doctor --trial-alarm` sends one"));
    }
    return findings;
  } catch (const config::ConfigError& error) {
    return {alarms_finding(Verdict::fail, error.what(), "Correct the setting.")};
  }
}

}  // namespace audmg::app
