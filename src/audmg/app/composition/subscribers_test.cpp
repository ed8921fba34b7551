// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/composition/subscribers.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/notification/delivery.hpp"
#include "audmg/notification/event.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace audmg::app {
namespace {

using testing::HasSubstr;

config::Variables complete() {
  return {{"AUDMG_WEBHOOK_URL", "https://example.org/hook"},
          {"AUDMG_WEBHOOK_SECRET", "a secret of at least 24 bytes"},
          {"AUDMG_SMTP_URL", "smtp://mail.example.org:587"},
          {"AUDMG_MAIL_FROM", "drive@example.org"},
          {"AUDMG_NOTIFY_EMAIL", "ops@example.org"}};
}

const SystemClock kClock;

notification::Subscribers make(config::Variables variables) {
  const auto settings = config::load_settings({.environment = std::move(variables)});
  return make_subscribers(settings, make_publishers(settings, kClock));
}

std::vector<std::string> told_of(const notification::Subscribers& subscribers,
                                 const std::string& type) {
  const notification::Event event{.id = "0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a",
                                  .type = type,
                                  .at = TimePoint{},
                                  .user_id = "0198f2c4-5a1e-7c3d-9b2a-000000000001",
                                  .file_id = "0198f2c4-5a1e-7c3d-9b2a-000000000002"};
  std::vector<std::string> names;
  for (const std::string& body : subscribers.deliveries(event)) {
    names.push_back(notification::delivery_from_json(body).value().subscriber);
  }
  return names;
}

std::string refusal(const std::string& name, const std::string& value) {
  config::Variables variables = complete();
  variables[name] = value;
  try {
    static_cast<void>(make(std::move(variables)));
  } catch (const config::ConfigError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Subscribers, AreNobodyUnlessSet) {
  const notification::Subscribers nobody = make({});
  EXPECT_TRUE(nobody.empty());
  EXPECT_TRUE(told_of(nobody, "file.failed").empty());
}

TEST(Subscribers, GetADeliveryEachForWhatTheyWant) {
  const notification::Subscribers both = make(complete());
  EXPECT_FALSE(both.empty());
  EXPECT_EQ(told_of(both, "file.failed"), (std::vector<std::string>{"webhook", "mail"}));
  EXPECT_EQ(told_of(both, "file.ready"), std::vector<std::string>{"webhook"});
}

TEST(Subscribers, RefusalNamesTheSetting) {
  for (const auto& [name, value] :
       {std::pair{"AUDMG_WEBHOOK_URL", "http://example.org/hook"},
        {"AUDMG_WEBHOOK_URL", "https://127.0.0.1:8443/"},
        {"AUDMG_WEBHOOK_SECRET", "whsec_this is no base64 at all, is it"},
        {"AUDMG_SMTP_URL", "mail.example.org"},
        {"AUDMG_MAIL_FROM", "Drive <drive@example.org>"},
        {"AUDMG_NOTIFY_EMAIL", "ops"},
        {"AUDMG_NOTIFY_EMAIL_EVENTS", "file.failed,everything"}}) {
    EXPECT_THAT(refusal(name, value), HasSubstr(name)) << value;
  }
  EXPECT_EQ(refusal("AUDMG_WEBHOOK_ALLOW_PRIVATE", "on"), "accepted");
}

}  // namespace
}  // namespace audmg::app
