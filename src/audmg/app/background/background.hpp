// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/composition/composition.hpp"
#include "audmg/app/data_folder/data_folder.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/functions/media_services.hpp"
#include "audmg/media/sandbox/sandbox_renderer.hpp"
#include "audmg/worker/worker.hpp"

#include <memory>
#include <vector>

namespace audmg::app {

/// The background plane of `audmg serve` and `audmg worker`: the decoders' sandbox, and a worker
/// for each queue. Make it before the server and let it outlive the server.
class Background {
 public:
  /// Throws ConfigError when AUDMG_RENDITIONS is not a plan or there is no folder for files that
  /// are being worked on. References must outlive it.
  Background(Composition& composition, const config::Settings& settings, const DataLayout& layout);
  /// Returns unfinished messages to their queues, then ends the decoders.
  ~Background();
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

 private:
  std::unique_ptr<media::sandbox::SandboxRenderer> renderer_;
  std::unique_ptr<functions::MediaServices> media_;
  std::vector<std::unique_ptr<worker::Worker>> workers_;
};

}  // namespace audmg::app
