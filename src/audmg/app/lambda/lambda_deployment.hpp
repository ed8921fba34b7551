// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/composition/aws_composition.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lambda/deployment.hpp"

#include <memory>
#include <string_view>

namespace audmg::app {

/// Reads the settings of a Lambda function from its environment. Throws ConfigError.
[[nodiscard]] config::Settings lambda_settings();

/// A drive on AWS as one Lambda function sees it: with only the secrets that the handler needs, and
/// with metrics as lines of the log.
class LambdaDeployment final : public lambda::Deployment {
 public:
  /// Requests only secrets from AWS. Errors: those of load_aws_secrets() and
  /// make_aws_composition(). Throws ConfigError.
  [[nodiscard]] static Result<std::unique_ptr<LambdaDeployment>> make(
      std::string_view handler, const config::Settings& settings);

  [[nodiscard]] const functions::Services& services() const noexcept override;
  [[nodiscard]] telemetry::Metrics& metrics() noexcept override;
  [[nodiscard]] const lambda::LambdaOptions& options() const noexcept override { return options_; }
  [[nodiscard]] lambda::JobQueue job_queue(std::string_view name) noexcept override;
  void end_calls_at(TimePoint end) noexcept override;
  [[nodiscard]] Result<void> recover_abandoned() override;

 private:
  LambdaDeployment(std::unique_ptr<AwsComposition> composition, const config::Settings& settings)
      : composition_(std::move(composition)),
        options_{.cors_origins = settings.cors_origins,
                 .edge_mark = settings.edge_mark,
                 .scrub_interval = settings.scrub_interval} {}

  const std::unique_ptr<AwsComposition> composition_;
  const lambda::LambdaOptions options_;
};

}  // namespace audmg::app
