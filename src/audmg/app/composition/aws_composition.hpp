// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/composition/aws_access.hpp"
#include "audmg/app/composition/aws_secrets.hpp"
#include "audmg/app/composition/composition.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/queue/message_delivery.hpp"
#include "audmg/telemetry/metrics.hpp"

#include <memory>
#include <string_view>

namespace audmg::app {

struct AwsCompositionOptions {
  /// Null when metrics are disabled; then metrics() must not be called.
  std::unique_ptr<telemetry::Metrics> metrics;
  LogTarget log_target = LogTarget::standard_output;
  /// True if this process delivers events to subscribers; otherwise it only addresses events to
  /// them.
  bool tells_subscribers = true;
};

/// A Composition on S3, DynamoDB, SQS, SNS and SES, or on compatible services.
class AwsComposition : public Composition {
 public:
  /// Checks that the table exists; creates it at endpoints that are not AWS's own. Errors:
  /// not_found, unavailable, internal.
  [[nodiscard]] virtual Result<void> prepare_table() = 0;
  /// Returns how messages of a queue arrive that somebody else received. Precondition: there is a
  /// job route with a queue of that name.
  [[nodiscard]] virtual queue::MessageDelivery& delivery(std::string_view name) noexcept = 0;
  /// See AwsAccess::end_calls_at().
  virtual void end_calls_at(TimePoint end) noexcept = 0;
};

/// Makes no request to the services yet. Precondition: settings.uses_aws(). Errors:
/// invalid_argument (a name that cannot be a bucket or a topic). Throws ConfigError.
[[nodiscard]] Result<std::unique_ptr<AwsComposition>> make_aws_composition(
    const config::Settings& settings, std::unique_ptr<AwsAccess> access, const AwsSecrets& secrets,
    AwsCompositionOptions options);

}  // namespace audmg::app
