// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/notification/adapters/webhook/webhook_signature.hpp"

#include "contract/error_code.hpp"

#include <gtest/gtest.h>

namespace audmg::notification {
namespace {

TEST(WebhookSignature, IsThatOfTheSpecificationsExample) {
  // The example that the libraries of Standard Webhooks are tested with.
  const auto key = webhook_key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  ASSERT_TRUE(key);
  EXPECT_EQ(key->size(), 24u);
  EXPECT_EQ(webhook_signature(*key, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330",
                              R"({"test": 2432232314})"),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(WebhookSignature, EveryPartCounts) {
  const std::string key(24, 'k');
  const std::string good = webhook_signature(key, "id", "1", "body");
  EXPECT_NE(good, webhook_signature(std::string(24, 'l'), "id", "1", "body"));
  EXPECT_NE(good, webhook_signature(key, "ie", "1", "body"));
  EXPECT_NE(good, webhook_signature(key, "id", "2", "body"));
  EXPECT_NE(good, webhook_signature(key, "id", "1", "bodY"));
}

TEST(WebhookKey, IsTheTextItselfOrItsBase64) {
  EXPECT_EQ(webhook_key("abcdefghijklmnopqrstuvwxyz").value(), "abcdefghijklmnopqrstuvwxyz");
  for (const std::string_view bad : {"", "too short a secret", "whsec_", "whsec_MfKQ9r8GKYqrTwjU",
                                     "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS*"}) {
    EXPECT_EQ(error_code(webhook_key(bad)), ErrorCode::invalid_argument) << bad;
  }
}

}  // namespace
}  // namespace audmg::notification
