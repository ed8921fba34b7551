// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/events/notifier.hpp"

#include "audmg/notification/delivery.hpp"
#include "contract/error_code.hpp"
#include "doubles/failing_publisher.hpp"
#include "doubles/recording_publisher.hpp"

#include <gtest/gtest.h>

namespace audmg::functions {
namespace {

using notification::Event;

const Event kEvent{.id = "0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a",
                   .type = "file.ready",
                   .at = TimePoint{},
                   .user_id = "0198f2c4-5a1e-7c3d-9b2a-000000000001",
                   .file_id = "0198f2c4-5a1e-7c3d-9b2a-000000000002",
                   .detail = R"({"fileName":"a.mp3"})"};

TEST(Notifier, TellsTheSubscriberOfTheDeliveryAndNoOther) {
  notification::RecordingPublisher webhook;
  notification::RecordingPublisher mail;
  const Subscriber subscribers[] = {{"webhook", &webhook}, {"mail", &mail}};
  ASSERT_TRUE(notifier(notification::delivery_to_json("mail", kEvent), subscribers));
  EXPECT_TRUE(webhook.events().empty());
  ASSERT_EQ(mail.events().size(), 1u);
  EXPECT_EQ(mail.events()[0].id, kEvent.id);
  EXPECT_EQ(mail.events()[0].detail, kEvent.detail);
}

TEST(Notifier, PassesOnWhatThePublisherSays) {
  FailurePlan plan;
  notification::RecordingPublisher inner;
  notification::FailingPublisher webhook(inner, plan);
  const Subscriber subscribers[] = {{"webhook", &webhook}};
  plan.fail_once(ErrorCode::unavailable);
  const auto told = notifier(notification::delivery_to_json("webhook", kEvent), subscribers);
  EXPECT_EQ(error_code(told), ErrorCode::unavailable);
  EXPECT_TRUE(!told && told.error().retryable);
}

TEST(Notifier, AnUnknownSubscriberAndABrokenMessageAreErrorsForGood) {
  const auto unknown = notifier(notification::delivery_to_json("pager", kEvent), {});
  EXPECT_EQ(error_code(unknown), ErrorCode::not_found);
  EXPECT_TRUE(!unknown && !unknown.error().retryable);
  const auto broken = notifier("{}", {});
  EXPECT_EQ(error_code(broken), ErrorCode::invalid_argument);
  EXPECT_TRUE(!broken && !broken.error().retryable);
}

}  // namespace
}  // namespace audmg::functions
