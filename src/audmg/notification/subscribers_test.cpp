// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/notification/subscribers.hpp"

#include "audmg/notification/delivery.hpp"
#include "contract/error_code.hpp"
#include "doubles/failing_publisher.hpp"
#include "doubles/recording_publisher.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <utility>
#include <vector>

namespace audmg::notification {
namespace {

const Event kEvent{.id = "0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a",
                   .type = "file.ready",
                   .at = TimePoint{},
                   .user_id = "0198f2c4-5a1e-7c3d-9b2a-000000000001",
                   .file_id = "0198f2c4-5a1e-7c3d-9b2a-000000000002",
                   .detail = R"({"fileName":"a.mp3"})"};

/// Subscribers of these names, by publishers that outlive them.
template <class... Named>
Subscribers subscribers_of(Named... named) {
  std::vector<Subscriber> subscribers;
  const auto add = [&](std::string_view name, std::unique_ptr<Publisher> publisher) {
    subscribers.push_back({.name = name, .publisher = std::move(publisher)});
  };
  (add(named.first, std::move(named.second)), ...);
  return Subscribers(std::move(subscribers));
}

TEST(Subscribers, TellTheOneOfTheDeliveryAndNoOther) {
  auto webhook = std::make_unique<RecordingPublisher>();
  auto mail = std::make_unique<RecordingPublisher>();
  const RecordingPublisher& told = *mail;
  const RecordingPublisher& not_told = *webhook;
  const Subscribers subscribers =
      subscribers_of(std::pair{"webhook", std::move(webhook)}, std::pair{"mail", std::move(mail)});
  ASSERT_TRUE(subscribers.deliver(delivery_to_json("mail", kEvent)));
  EXPECT_TRUE(not_told.events().empty());
  ASSERT_EQ(told.events().size(), 1u);
  EXPECT_EQ(told.events()[0].id, kEvent.id);
  EXPECT_EQ(told.events()[0].detail, kEvent.detail);
}

TEST(Subscribers, PassOnWhatThePublisherSays) {
  FailurePlan plan;
  RecordingPublisher inner;
  const Subscribers subscribers =
      subscribers_of(std::pair{"webhook", std::make_unique<FailingPublisher>(inner, plan)});
  plan.fail_once(ErrorCode::unavailable);
  const auto told = subscribers.deliver(delivery_to_json("webhook", kEvent));
  EXPECT_EQ(error_code(told), ErrorCode::unavailable);
  EXPECT_TRUE(!told && told.error().retryable);
}

TEST(Subscribers, AnUnknownOneAndABrokenMessageAreErrorsForGood) {
  const Subscribers nobody;
  const auto unknown = nobody.deliver(delivery_to_json("pager", kEvent));
  EXPECT_EQ(error_code(unknown), ErrorCode::not_found);
  EXPECT_TRUE(!unknown && !unknown.error().retryable);
  const auto broken = nobody.deliver("{}");
  EXPECT_EQ(error_code(broken), ErrorCode::invalid_argument);
  EXPECT_TRUE(!broken && !broken.error().retryable);
}

TEST(Subscribers, ThatOnlyGetAddressedCannotBeTold) {
  std::vector<Subscriber> addressed;
  addressed.push_back({.name = "topic"});
  const Subscribers subscribers(std::move(addressed));
  const auto bodies = subscribers.deliveries(kEvent);
  ASSERT_EQ(bodies.size(), 1u);
  EXPECT_EQ(error_code(subscribers.deliver(bodies[0])), ErrorCode::not_found);
}

}  // namespace
}  // namespace audmg::notification
