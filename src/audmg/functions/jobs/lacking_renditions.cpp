// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/lacking_renditions.hpp"

#include "audmg/media/record/record_json.hpp"
#include "audmg/media/record/record_limits.hpp"
#include "audmg/media/rendition_plan.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace audmg::functions {
namespace {

using media::AudioUse;
using media::ImageUse;
using media::MediaRecord;
using media::Rendition;

/// When a recipe is to be carried out for a file.
enum class Turn { never, at_once, later };

class Turns {
 public:
  Turns(const MediaRecord& record, std::string_view content_type,
        std::span<const std::string> asked)
      : record_(record), is_shown_(media::is_shown_everywhere(content_type)), asked_(asked) {}

  [[nodiscard]] Turn of(const media::ImageRecipe& recipe) const {
    if (record_.audio) {
      // An audio file has pictures when it has a cover, and then a placeholder too.
      const bool applies = recipe.use == ImageUse::thumbnail && !record_.placeholder.empty();
      return applies ? Turn::at_once : Turn::never;
    }
    const bool is_unasked =
        recipe.use == ImageUse::thumbnail || (recipe.use == ImageUse::display && !is_shown_);
    if (is_unasked) return Turn::at_once;
    return is_asked(recipe.name) ? Turn::later : Turn::never;
  }

  [[nodiscard]] Turn of(const media::AudioRecipe& recipe) const {
    if (!record_.audio) return Turn::never;
    const double seconds = record_.audio->duration_seconds;
    const bool is_unasked =
        media::is_made_unasked(recipe.use, record_.audio->plays_everywhere, seconds);
    if (is_unasked && seconds <= std::chrono::duration<double>(media::kLongAudio).count()) {
      return Turn::at_once;
    }
    return is_unasked || is_asked(recipe.name) ? Turn::later : Turn::never;
  }

 private:
  [[nodiscard]] bool is_asked(std::string_view name) const {
    return std::ranges::find(asked_, name) != asked_.end();
  }

  const MediaRecord& record_;
  const bool is_shown_;
  const std::span<const std::string> asked_;
};

std::vector<std::string> names_of(const media::RenditionPlan& plan) {
  std::vector<std::string> names;
  for (const auto& recipe : plan.images) names.push_back(recipe.name);
  for (const auto& recipe : plan.audio) names.push_back(recipe.name);
  if (plan.waveform.binary) names.emplace_back("waveform");
  if (plan.waveform.json) names.emplace_back("waveform_json");
  if (plan.motion.video) names.emplace_back(media::kMotionName);
  return names;
}

}  // namespace

bool LackingRenditions::is_none() const {
  return !facts && plan.images.empty() && plan.audio.empty() && !plan.waveform.binary &&
         !plan.waveform.json && !has_lost_motion;
}

bool LackingRenditions::has_later() const { return !later.images.empty() || !later.audio.empty(); }

std::vector<std::string> LackingRenditions::recipes() const {
  std::vector<std::string> ids;
  for (const media::RenditionPlan* const part : {&plan, &later}) {
    for (const auto& recipe : part->images) ids.push_back(recipe_id(recipe));
    for (const auto& recipe : part->audio) ids.push_back(recipe_id(recipe));
  }
  if (plan.waveform.binary) ids.push_back(recipe_id(plan.waveform, false));
  if (plan.waveform.json) ids.push_back(recipe_id(plan.waveform, true));
  return ids;
}

LackingRenditions lacking_renditions(const MediaRecord& record, std::string_view content_type,
                                     const media::RenditionPlan& plan,
                                     std::span<const std::string> asked) {
  LackingRenditions lacking;
  lacking.present = record.renditions;
  lacking.facts = record.version < media::kFactsVersion;
  // A recipe's name may change, and a name may get another recipe: both must fit.
  const auto is_present = [&](std::string_view name, std::string_view id) {
    return std::ranges::any_of(record.renditions, [&](const Rendition& rendition) {
      return rendition.name == name && rendition.recipe == id;
    });
  };
  const Turns turns(record, content_type, asked);
  const auto sort_out = [&](auto recipe, auto& at_once, auto& later, auto demanded) {
    const Turn turn = turns.of(recipe);
    if (turn == Turn::never || is_present(recipe.name, recipe_id(recipe))) return;
    if (turn == Turn::later) recipe.use = demanded;
    (turn == Turn::later ? later : at_once).push_back(std::move(recipe));
  };
  for (const media::ImageRecipe& recipe : plan.images) {
    sort_out(recipe, lacking.plan.images, lacking.later.images, ImageUse::on_demand);
  }
  for (const media::AudioRecipe& recipe : plan.audio) {
    sort_out(recipe, lacking.plan.audio, lacking.later.audio, AudioUse::on_demand);
  }
  lacking.plan.waveform = plan.waveform;
  lacking.plan.waveform.binary = record.audio && plan.waveform.binary &&
                                 !is_present("waveform", recipe_id(plan.waveform, false));
  lacking.plan.waveform.json = record.audio && plan.waveform.json &&
                               !is_present("waveform_json", recipe_id(plan.waveform, true));
  lacking.plan.motion.video =
      record.image && plan.motion.video && !is_present(media::kMotionName, recipe_id(plan.motion));
  lacking.later.waveform = plan.waveform;
  lacking.later.waveform.binary = lacking.later.waveform.json = false;
  lacking.later.motion.video = false;
  return lacking;
}

LackingRenditions lacking_renditions(const MediaRecord& record, const database::File& file,
                                     const media::RenditionPlan& plan,
                                     std::span<const std::string> asked) {
  LackingRenditions lacking = lacking_renditions(record, file.content_type, plan, asked);
  if (record.sidecar != sidecar_of(file)) lacking.facts = true;
  return lacking;
}

std::string_view sidecar_of(const database::File& file) noexcept {
  const auto* const xmp = database::find_companion(file.companions, database::CompanionKind::xmp);
  return xmp != nullptr ? std::string_view(xmp->object_key) : std::string_view();
}

media::RenditionPlan without_demand(media::RenditionPlan plan) {
  std::erase_if(plan.images, [](const auto& it) { return it.use == ImageUse::on_demand; });
  std::erase_if(plan.audio, [](const auto& it) { return it.use == AudioUse::on_demand; });
  return plan;
}

void add_present(std::vector<Rendition> present, const media::RenditionPlan& plan,
                 MediaRecord& made) {
  std::vector<Rendition>& all = made.renditions;
  for (Rendition& rendition : present) {
    const bool is_made = std::ranges::find(all, rendition.name, &Rendition::name) != all.end();
    if (!is_made && all.size() < media::kMaxRenditions) all.push_back(std::move(rendition));
  }
  const std::vector<std::string> names = names_of(plan);
  std::ranges::stable_sort(all, {}, [&](const Rendition& rendition) {
    return std::ranges::find(names, rendition.name) - names.begin();
  });
}

}  // namespace audmg::functions
