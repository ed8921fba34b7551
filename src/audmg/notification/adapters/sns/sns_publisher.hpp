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

/// Returns a Publisher that sends each event as JSON (docs/formats/events.md) to one topic of
/// Amazon SNS. The event's type becomes the message attribute "type" for subscription filters, and
/// mail subscriptions get a subject. Never retries by itself. Reports an absent topic and a missing
/// right as retryable, because the settings can be fixed. References must outlive it. Errors:
/// invalid_argument (not the ARN of a topic).
[[nodiscard]] Result<std::unique_ptr<Publisher>> make_sns_publisher(
    SnsOptions options, aws::CredentialsProvider& credentials, aws::HttpTransport& transport,
    const Clock& clock);

}  // namespace audmg::notification
