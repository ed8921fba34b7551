// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/aws/service_client.hpp"
#include "audmg/notification/publisher.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace audmg::notification {

struct SnsOptions {
  /// "arn:aws:sns:eu-central-1:123456789012:events"; a standard topic.
  std::string topic_arn;
  std::string region;
  aws::Endpoint endpoint;
  std::chrono::milliseconds timeout{5000};
};

/// A Publisher that gives each event as JSON (docs/formats/events.md) to one topic of Amazon SNS,
/// with the event's type as the message attribute "type" for filters of subscriptions and a subject
/// for those by mail. Never tries again by itself. A topic that is not there and a right that is
/// missing are for later: the settings can be mended. References must outlive it. Errors:
/// invalid_argument (no topic's ARN).
[[nodiscard]] Result<std::unique_ptr<Publisher>> make_sns_publisher(
    SnsOptions options, aws::CredentialsProvider& credentials, aws::HttpTransport& transport,
    const Clock& clock);

}  // namespace audmg::notification
