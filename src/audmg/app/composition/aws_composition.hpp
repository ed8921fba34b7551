// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/composition/aws_access.hpp"
#include "audmg/app/composition/aws_secrets.hpp"
#include "audmg/app/composition/composition.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/core/result.hpp"
#include "audmg/telemetry/metrics.hpp"

#include <memory>

namespace audmg::app {

struct AwsCompositionOptions {
  /// Null where nobody counts: then metrics() must not be called.
  std::unique_ptr<telemetry::Metrics> metrics;
  LogTarget log_target = LogTarget::standard_output;
  /// Whether this process tells subscribers of events; else it only finds out who is to be told.
  bool tells_subscribers = true;
};

/// A Composition on S3, DynamoDB, SQS, SNS and SES, or on what speaks like them.
class AwsComposition : public Composition {
 public:
  /// Looks whether the table is there; makes it at endpoints that are not AWS's own. Errors:
  /// not_found, unavailable, internal.
  [[nodiscard]] virtual Result<void> prepare_table() = 0;
};

/// Asks the services nothing yet. Precondition: settings.uses_aws(). Errors: invalid_argument (what
/// cannot be a bucket or a topic). Throws ConfigError.
[[nodiscard]] Result<std::unique_ptr<AwsComposition>> make_aws_composition(
    const config::Settings& settings, std::unique_ptr<AwsAccess> access, const AwsSecrets& secrets,
    AwsCompositionOptions options);

}  // namespace audmg::app
