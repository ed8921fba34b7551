// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/lambda/lambda_deployment.hpp"

#include "audmg/app/composition/aws_access.hpp"
#include "audmg/app/composition/aws_secrets.hpp"
#include "audmg/app/composition/environment.hpp"
#include "audmg/config/config_error.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/functions/jobs/dead_letters.hpp"
#include "audmg/lambda/handlers.hpp"
#include "audmg/telemetry/adapters/emf/emf_metrics.hpp"

#include <string>
#include <utility>

namespace audmg::app {
namespace {

constexpr std::string_view kNotifier = "notifier";

}  // namespace

config::Settings lambda_settings() {
  config::Settings settings =
      config::load_settings({.environment = environment_variables(), .env_file_text = {}});
  if (!settings.uses_aws()) {
    throw config::ConfigError("AUDMG_ADAPTERS: a Lambda function needs \"aws\".");
  }
  return settings;
}

Result<std::unique_ptr<LambdaDeployment>> LambdaDeployment::make(std::string_view handler,
                                                                 const config::Settings& settings) {
  auto access = std::make_unique<AwsAccess>(settings.aws_region);
  const AwsSecretUse use{.tokens = lambda::uses_token_secret(handler),
                         .webhook = handler == kNotifier};
  AUDMG_TRY(const AwsSecrets secrets, load_aws_secrets(settings, *access, use));
  auto metrics = telemetry::make_emf_metrics({.stage = settings.stage}, access->clock());
  AUDMG_TRY(auto composition, make_aws_composition(settings, std::move(access), secrets,
                                                   {.metrics = std::move(metrics),
                                                    .log_target = LogTarget::standard_output,
                                                    .tells_subscribers = handler == kNotifier}));
  return std::unique_ptr<LambdaDeployment>(new LambdaDeployment(std::move(composition), settings));
}

const functions::Services& LambdaDeployment::services() const noexcept {
  return composition_->services();
}
telemetry::Metrics& LambdaDeployment::metrics() noexcept { return composition_->metrics(); }
lambda::JobQueue LambdaDeployment::job_queue(std::string_view name) noexcept {
  return {.messages = composition_->queue(name), .delivery = composition_->delivery(name)};
}
void LambdaDeployment::end_calls_at(TimePoint end) noexcept { composition_->end_calls_at(end); }

Result<void> LambdaDeployment::recover_abandoned() {
  AUDMG_CHECK(composition_->recover_abandoned());
  for (const NamedQueue& queue : composition_->queues()) {
    if (queue.name != functions::kMediaQueue) continue;
    AUDMG_TRY(const auto attributes, composition_->queue(queue.name).get_queue_attributes());
    if (attributes.dead == 0) continue;
    std::string position;
    do {
      AUDMG_TRY([[maybe_unused]] const auto failed,
                functions::fail_dead_files(queue.administration, position, services()));
    } while (!position.empty());
  }
  return {};
}

}  // namespace audmg::app
