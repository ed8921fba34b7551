// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/files/rendition_names.hpp"

#include <algorithm>

namespace audmg::functions {

std::vector<std::string_view> forms_for(database::FileKind kind, const media::RenditionPlan& plan) {
  std::vector<std::string_view> names;
  names.reserve(std::max(plan.images.size(), plan.audio.size()));
  if (kind == database::FileKind::image) {
    for (const auto& recipe : plan.images) names.emplace_back(recipe.name);
  } else {
    for (const auto& recipe : plan.audio) names.emplace_back(recipe.name);
  }
  return names;
}

bool has_rendition(const media::MediaRecord& record, std::string_view name) {
  return std::ranges::find(record.renditions, name, &media::Rendition::name) !=
         record.renditions.end();
}

}  // namespace audmg::functions
