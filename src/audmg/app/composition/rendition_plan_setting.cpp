// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/composition/rendition_plan_setting.hpp"

#include "audmg/config/config_error.hpp"
#include "audmg/media/rendition_plan.hpp"

#include <utility>

namespace audmg::app {

media::RenditionPlan rendition_plan(const config::Settings& settings) {
  if (settings.renditions.empty()) return media::default_plan();
  auto plan = media::parse_rendition_plan(settings.renditions);
  if (!plan) throw config::ConfigError("AUDMG_RENDITIONS: " + plan.error().message + ".");
  return *std::move(plan);
}

}  // namespace audmg::app
