// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// The Lambda runtime on the adapters of one machine, for tests under the Runtime Interface
// Emulator. Each process owns the data folder while it lives, so one function runs at a time.
#include "audmg/lambda/bootstrap.hpp"

#include "audmg/app/background.hpp"
#include "audmg/app/composition.hpp"
#include "audmg/app/data_folder.hpp"
#include "audmg/app/secrets.hpp"
#include "audmg/app/setting_sources.hpp"
#include "audmg/media/program/embedded.hpp"
#include "audmg/media/sandbox/program.hpp"
#include "audmg/media/sandbox/sandbox_renderer.hpp"

#include <memory>
#include <optional>
#include <string_view>
#include <utility>

namespace {

using namespace audmg;

class EmbeddedDeployment final : public lambda::Deployment {
 public:
  EmbeddedDeployment(app::DataFolder folder, std::unique_ptr<app::Composition> composition)
      : folder_(std::move(folder)), composition_(std::move(composition)) {}

  /// Without it an upload is ready as it is, as in a deployment without the function `media`.
  void add_media(const config::Settings& settings) {
    renderer_ = media::sandbox::make_sandbox_renderer(
        {.program = {media::embedded_program(), media::sandbox::program_beside_this_one()},
         .scratch_folder = folder_.layout().objects(),
         .min_free_bytes = settings.min_free_space,
         .workers = 1},
        services().logger);
    media_.emplace(functions::MediaServices{.renderer = *renderer_,
                                            .plan = app::rendition_plan(settings),
                                            .scratch_folder = folder_.layout().objects().string()});
    services().media = &*media_;
  }

  functions::Services& services() noexcept override { return composition_->services(); }
  telemetry::Metrics& metrics() noexcept override { return composition_->metrics(); }
  const lambda::LambdaOptions& options() const noexcept override { return options_; }
  void before_freeze() noexcept override {}

 private:
  const app::DataFolder folder_;
  const std::unique_ptr<app::Composition> composition_;
  const lambda::LambdaOptions options_{.cors_origins = {"https://drive.example.org"},
                                       .on_object_change = {}};
  std::unique_ptr<media::sandbox::SandboxRenderer> renderer_;
  std::optional<functions::MediaServices> media_;
};

Result<std::unique_ptr<lambda::Deployment>> make_deployment(std::string_view) {
  const auto settings = config::load_settings(app::setting_sources({}));
  AUDMG_TRY(auto folder, app::DataFolder::open(settings.data_dir, "lambda"));
  const auto secrets = app::load_secrets(settings, folder.layout());
  AUDMG_TRY(auto composition, app::Composition::make(settings, folder.layout(), secrets,
                                                     app::LogTarget::standard_output));
  AUDMG_CHECK(composition->set_public_url(settings.public_url.empty() ? "http://127.0.0.1:8420"
                                                                      : settings.public_url));
  auto deployment = std::make_unique<EmbeddedDeployment>(std::move(folder), std::move(composition));
  if (settings.media) deployment->add_media(settings);
  return deployment;
}

}  // namespace

int main() { return audmg::lambda::run_bootstrap(make_deployment); }
