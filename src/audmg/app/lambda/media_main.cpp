// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// `bootstrap` of the Lambda function media, which has decoders.
#include "audmg/app/composition/media_limits_setting.hpp"
#include "audmg/app/composition/rendition_plan_setting.hpp"
#include "audmg/app/lambda/lambda_deployment.hpp"
#include "audmg/functions/media_services.hpp"
#include "audmg/lambda/bootstrap.hpp"
#include "audmg/media/program/embedded.hpp"
#include "audmg/media/sandbox/program.hpp"
#include "audmg/media/sandbox/sandbox_renderer.hpp"
#include "audmg/places/embedded.hpp"
#include "audmg/telemetry/logger.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

namespace audmg::app {
namespace {

/// The only folder that Lambda lets a function write to.
constexpr const char* kScratchFolder = "/tmp";

/// A decoder that is stopped at the end of the function's 15 minutes would be started again, with
/// no other result; one that takes longer than this has failed, and people are told. What is left
/// is for copying the original and storing the renditions.
constexpr std::chrono::seconds kMaxAttempt{800};

media::MediaLimits limits_in_lambda(const config::Settings& settings) {
  media::MediaLimits limits = media_limits(settings);
  limits.max_attempt = kMaxAttempt;
  return limits;
}

class MediaDeployment final : public lambda::Deployment {
 public:
  MediaDeployment(std::unique_ptr<LambdaDeployment> drive, const config::Settings& settings)
      : drive_(std::move(drive)),
        renderer_(media::sandbox::make_sandbox_renderer(
            {.program = {media::embedded_program(), media::sandbox::program_beside_this_one()},
             .scratch_folder = kScratchFolder,
             .min_free_bytes = 0,
             .workers = 1},
            drive_->services().logger)),
        media_{.renderer = *renderer_,
               .plan = rendition_plan(settings),
               .limits = limits_in_lambda(settings),
               .scratch_folder = kScratchFolder,
               .gazetteer = &places::embedded_gazetteer()} {}

  const functions::Services& services() const noexcept override { return drive_->services(); }
  const functions::MediaServices* media() const noexcept override { return &media_; }
  telemetry::Metrics& metrics() noexcept override { return drive_->metrics(); }
  const lambda::LambdaOptions& options() const noexcept override { return drive_->options(); }
  lambda::JobQueue job_queue(std::string_view name) noexcept override {
    return drive_->job_queue(name);
  }
  void end_calls_at(TimePoint end) noexcept override { drive_->end_calls_at(end); }
  Result<void> recover_abandoned() override { return drive_->recover_abandoned(); }

 private:
  const std::unique_ptr<LambdaDeployment> drive_;
  const std::unique_ptr<media::sandbox::SandboxRenderer> renderer_;
  const functions::MediaServices media_;
};

Result<std::unique_ptr<lambda::Deployment>> make_deployment(std::string_view handler) {
  const config::Settings settings = lambda_settings();
  AUDMG_TRY(auto drive, LambdaDeployment::make(handler, settings));
  if (!settings.media) return drive;  // The handler says what it lacks.
  return std::make_unique<MediaDeployment>(std::move(drive), settings);
}

}  // namespace
}  // namespace audmg::app

int main() { return audmg::lambda::run_bootstrap(audmg::app::make_deployment); }
