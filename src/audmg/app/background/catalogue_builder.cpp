// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/background/catalogue_builder.hpp"

#include "audmg/core/shortage.hpp"
#include "audmg/functions/upkeep/prepare_catalogues.hpp"
#include "audmg/telemetry/logger.hpp"

#include <chrono>
#include <string_view>

namespace audmg::app {
namespace {

constexpr std::chrono::hours kInterval{24};

}  // namespace

CatalogueBuilder::CatalogueBuilder(Composition& composition)
    : composition_(composition), thread_([this](const std::stop_token& stop) { run(stop); }) {}

CatalogueBuilder::~CatalogueBuilder() {
  thread_.request_stop();
  wake_.notify_all();
}

void CatalogueBuilder::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    try {
      build_all(stop);
    } catch (...) {
      // Memory was short, say. Whoever asks for a catalogue has it made.
      log_failure(current_exception_error());
    }
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, stop, kInterval, [] { return false; });
  }
}

void CatalogueBuilder::build_all(const std::stop_token& stop) {
  const auto done = functions::prepare_catalogues(stop, composition_.services());
  if (!done) log_failure(done.error());
}

void CatalogueBuilder::log_failure(const Error& error) {
  composition_.services().logger.log(telemetry::Level::warning, "catalogues_not_prepared",
                                     {{"error", std::string_view(error.message)}});
}

}  // namespace audmg::app
