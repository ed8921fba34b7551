// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/lacking_renditions.hpp"

#include "audmg/media/record/record_json.hpp"
#include "audmg/media/rendition_plan.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace audmg::functions {
namespace {

using media::AudioUse;
using media::ImageUse;
using media::MediaRecord;
using media::Rendition;

bool applies(const media::ImageRecipe& recipe, const MediaRecord& record,
             std::string_view content_type) {
  // An audio file has pictures when it has a cover, and then a placeholder too.
  if (record.audio) return recipe.use == ImageUse::thumbnail && !record.placeholder.empty();
  return recipe.use == ImageUse::thumbnail || !media::is_shown_everywhere(content_type);
}

bool applies(const media::AudioRecipe& recipe, const MediaRecord& record) {
  return record.audio && (recipe.use == AudioUse::always || !record.audio->plays_everywhere);
}

std::vector<std::string> names_of(const media::RenditionPlan& plan) {
  std::vector<std::string> names;
  for (const auto& recipe : plan.images) names.push_back(recipe.name);
  for (const auto& recipe : plan.audio) names.push_back(recipe.name);
  names.emplace_back("waveform");
  names.emplace_back("waveform_json");
  return names;
}

}  // namespace

bool LackingRenditions::is_none() const {
  return !facts && plan.images.empty() && plan.audio.empty() && !plan.waveform.binary &&
         !plan.waveform.json;
}

std::vector<std::string> LackingRenditions::recipes() const {
  std::vector<std::string> ids;
  for (const auto& recipe : plan.images) ids.push_back(recipe_id(recipe));
  for (const auto& recipe : plan.audio) ids.push_back(recipe_id(recipe));
  if (plan.waveform.binary) ids.push_back(recipe_id(plan.waveform, false));
  if (plan.waveform.json) ids.push_back(recipe_id(plan.waveform, true));
  return ids;
}

LackingRenditions lacking_renditions(const MediaRecord& record, std::string_view content_type,
                                     const media::RenditionPlan& plan) {
  LackingRenditions lacking;
  lacking.facts = record.version < media::kFactsVersion;
  // A recipe's name may change, and a name may get another recipe: both must fit.
  const auto is_present = [&](std::string_view name, std::string_view id) {
    const auto found = std::ranges::find_if(record.renditions, [&](const Rendition& rendition) {
      return rendition.name == name && rendition.recipe == id;
    });
    if (found == record.renditions.end()) return false;
    lacking.present.push_back(*found);
    return true;
  };
  for (const media::ImageRecipe& recipe : plan.images) {
    if (!applies(recipe, record, content_type)) continue;
    if (!is_present(recipe.name, recipe_id(recipe))) lacking.plan.images.push_back(recipe);
  }
  for (const media::AudioRecipe& recipe : plan.audio) {
    if (!applies(recipe, record)) continue;
    if (!is_present(recipe.name, recipe_id(recipe))) lacking.plan.audio.push_back(recipe);
  }
  lacking.plan.waveform = plan.waveform;
  lacking.plan.waveform.binary = record.audio && plan.waveform.binary &&
                                 !is_present("waveform", recipe_id(plan.waveform, false));
  lacking.plan.waveform.json = record.audio && plan.waveform.json &&
                               !is_present("waveform_json", recipe_id(plan.waveform, true));
  return lacking;
}

void add_present(std::vector<Rendition> present, const media::RenditionPlan& plan,
                 MediaRecord& made) {
  std::ranges::move(present, std::back_inserter(made.renditions));
  const std::vector<std::string> names = names_of(plan);
  std::ranges::stable_sort(made.renditions, {}, [&](const Rendition& rendition) {
    return std::ranges::find(names, rendition.name) - names.begin();
  });
}

}  // namespace audmg::functions
