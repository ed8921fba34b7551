// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/background/background.hpp"

#include "audmg/app/composition/media_limits_setting.hpp"
#include "audmg/app/composition/rendition_plan_setting.hpp"
#include "audmg/config/config_error.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/functions/media_services.hpp"
#include "audmg/media/program/embedded.hpp"
#include "audmg/media/sandbox/program.hpp"
#include "audmg/places/embedded.hpp"
#include "audmg/telemetry/logger.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <system_error>
#include <thread>

namespace audmg::app {
namespace {

/// One slow subscriber must not hold up the others' events.
constexpr std::size_t kEventsThreads = 2;
constexpr std::chrono::seconds kVisibilityTimeout{30};

/// One core's worth is left to the server; decoders run at a lower priority besides.
unsigned media_workers(const config::Settings& settings) {
  if (settings.media_workers > 0) return settings.media_workers;
  return std::max(1U, std::thread::hardware_concurrency() - 1);
}

/// Beside the objects, so that what is made of them is moved and not copied, where they are files.
std::string scratch_folder(const config::Settings& settings, const DataLayout& layout) {
  if (!settings.uses_aws()) return layout.objects().string();
  std::error_code error;
  std::filesystem::create_directories(layout.scratch(), error);
  if (error) {
    throw config::ConfigError("AUDMG_DATA_DIR: cannot create " + layout.scratch().string() + ": " +
                              error.message() + ".");
  }
  return layout.scratch().string();
}

}  // namespace

Background::Background(Composition& composition, const config::Settings& settings,
                       const DataLayout& layout) {
  const functions::Services& services = composition.services();
  if (settings.media) {
    const unsigned workers = media_workers(settings);
    const std::string scratch = scratch_folder(settings, layout);
    renderer_ = media::sandbox::make_sandbox_renderer(
        {.program = {media::embedded_program(), media::sandbox::program_beside_this_one()},
         .scratch_folder = scratch,
         .min_free_bytes = settings.min_free_space,
         .workers = workers},
        services.logger);
    media_ = std::make_unique<functions::MediaServices>(
        functions::MediaServices{.renderer = *renderer_,
                                 .plan = rendition_plan(settings),
                                 .limits = media_limits(settings),
                                 .scratch_folder = scratch,
                                 .gazetteer = &places::embedded_gazetteer()});
  }
  for (const functions::JobRoute& route : functions::job_routes()) {
    const bool is_media = route.queue == functions::kMediaQueue;
    if (!functions::has_recipients(route, services)) continue;
    auto call = functions::bind_job(route, services, media_.get());
    if (!call) continue;
    workers_.push_back(std::make_unique<worker::Worker>(
        route, *std::move(call), composition.queue(route.queue), services, composition.metrics(),
        worker::WorkerOptions{.threads = is_media ? media_workers(settings) : kEventsThreads,
                              .visibility_timeout = kVisibilityTimeout}));
  }
}

Background::~Background() {
  for (const auto& worker : workers_) worker->stop();
}

}  // namespace audmg::app
